declare module "virtual:german" {
  const german: Readonly<Record<string, string>>;
  export default german;
}

export default function OutlinePanel() {
  return null;
}

/** What a panel with more about a reference is given. */
export interface DetailsProps {
  /** Empty while nothing is chosen. */
  name: string;
  onChoose: (name: string) => void;
}

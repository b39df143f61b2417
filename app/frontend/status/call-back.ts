// Calls a number with the browser phone: its window is opened with the number, and one click there calls.
import { openPhone } from "../../../browser/phone/window";

export function callBack(number: string): void {
  openPhone(`/phone/?number=${encodeURIComponent(number)}`);
}

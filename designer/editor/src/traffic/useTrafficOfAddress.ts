import { useEffect } from "react";
import { selectedBy } from "../core/trafficFilters";
import { useEditorStore } from "../store/editor";

/** Shows the traffic that the address of the page names, as Statistics does it. */
export function useTrafficOfAddress(): void {
  const store = useEditorStore();
  useEffect(() => {
    const selected = selectedBy(window.location.search);
    if (!selected) return;
    const { days, enter, viewTraffic, narrow } = store.getState();
    store.setState({ days: selected.days ?? days });
    enter("traffic");
    viewTraffic("heat");
    void narrow(selected.filters);
  }, [store]);
}

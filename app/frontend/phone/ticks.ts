// A worker that ticks each second: browsers give the timers of a page in the background a turn once a minute.
setInterval(() => self.postMessage(null), 1000);

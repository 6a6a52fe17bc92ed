//! Ctrl-C and the system's polite request to end.

use crate::failure::Failure;
use crate::words::say;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// From the moment it exists, a signal no longer ends the program at once.
pub(crate) struct Stop {
    #[cfg(unix)]
    interrupt: Signal,
    #[cfg(unix)]
    terminate: Signal,
}

impl Stop {
    #[cfg(unix)]
    pub(crate) fn listen() -> Result<Stop, Failure> {
        let listen =
            |kind| signal(kind).map_err(|error| Failure::bad(say!("serve.no_stop_signal", error)));
        Ok(Stop {
            interrupt: listen(SignalKind::interrupt())?,
            terminate: listen(SignalKind::terminate())?,
        })
    }

    #[cfg(unix)]
    pub(crate) async fn asked(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => (),
            _ = self.terminate.recv() => (),
        }
    }

    #[cfg(not(unix))]
    pub(crate) fn listen() -> Result<Stop, Failure> {
        Ok(Stop {})
    }

    #[cfg(not(unix))]
    pub(crate) async fn asked(self) {
        // Without Ctrl-C the window is closed by hand, which ends the program as well.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

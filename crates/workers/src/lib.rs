//! The browser's workers: programs of their own beside the page, and what they and the page say to each other.
//!
//! A worker's `main` is one line (`src/bin`). The page names [`messages`] and [`fetch`], and nothing of what is in a worker.

#[cfg(target_arch = "wasm32")]
pub mod auditor;
#[cfg(target_arch = "wasm32")]
pub mod counter;
#[cfg(target_arch = "wasm32")]
pub mod fetch;
pub mod messages;
#[cfg(target_arch = "wasm32")]
pub mod scope;
#[cfg(target_arch = "wasm32")]
pub mod sealer;
#[cfg(target_arch = "wasm32")]
pub mod verifier;
pub mod wire;

/// The address of what starts this program: the first script of every worker, with the program's name behind it. The build
/// puts the hash of that script in place of the zeros (`xtask/finish`), so that no page runs another version's.
#[macro_export]
macro_rules! script {
    ($program:literal) => {
        concat!("worker-0000000000000000.js?", $program)
    };
}

/// The `main` of a worker's program. Natively there is none: `purse` does what the workers do.
#[macro_export]
macro_rules! program {
    ($start:expr) => {
        /// As the page's: a quarter of the usual allocator's code.
        #[cfg(target_arch = "wasm32")]
        #[global_allocator]
        static ALLOCATOR: $crate::Allocator = $crate::Allocator::new();

        #[cfg(target_arch = "wasm32")]
        fn main() {
            $start;
        }

        #[cfg(not(target_arch = "wasm32"))]
        fn main() -> std::process::ExitCode {
            std::process::ExitCode::FAILURE
        }
    };
}

#[cfg(target_arch = "wasm32")]
pub use rlsf::SmallGlobalTlsf as Allocator;

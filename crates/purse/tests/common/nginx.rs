//! Real nginx on a loopback port, as this user, with the configuration in `deploy/`.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

const SITE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../deploy/nginx.conf");

pub(crate) struct Nginx {
    pub(crate) address: SocketAddr,
    pub(crate) ballot_box: PathBuf,
    pub(crate) folder: TempDir,
    child: Child,
}

impl Nginx {
    /// `edit` changes the site's configuration as an organiser would.
    pub(crate) fn start(edit: impl Fn(String) -> String) -> Nginx {
        let folder = TempDir::new().unwrap();
        let ballot_box = folder.path().join("box");
        super::widget(folder.path());
        for name in [
            "box/ballots",
            "box/bundle",
            "box/results",
            "box/published",
            "box/keys",
            "box/close",
            "box/ledger",
            "uploads",
            "scratch",
        ] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        fs::copy(super::BUDGET, ballot_box.join("budget.json")).unwrap();
        let address = free_address();
        let main = folder.path().join("nginx.conf");
        fs::write(
            &main,
            configuration(
                folder.path(),
                address,
                &edit(fs::read_to_string(SITE).unwrap()),
            ),
        )
        .unwrap();
        let mut child = spawn(folder.path(), &main);
        wait_until_it_answers(&mut child, address);
        Nginx {
            address,
            ballot_box,
            folder,
            child,
        }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Both fail when nginx has ended by itself, which the test has then noticed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The frame around the site that /etc/nginx/nginx.conf gives once it is as `deploy/nginx.md` says, with every path in
/// `folder`.
fn configuration(folder: &Path, address: SocketAddr, site: &str) -> String {
    let site = site
        .replace("listen 80;", &format!("listen {address};"))
        .replace("    listen [::]:80;\n", "")
        .replace("/srv/common-purse", folder.to_str().unwrap());
    let temporary: String = ["proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {}/scratch/{name};\n", folder.display()))
        .concat();
    format!(
        "daemon off;\nmaster_process off;\npid {0}/pid;\nworker_rlimit_nofile 16384;\n\
         events {{ worker_connections 8192; }}\nhttp {{\naccess_log off;\n{temporary}{site}}}\n",
        folder.display()
    )
}

fn spawn(folder: &Path, main: &Path) -> Child {
    let spawned = Command::new(program())
        .arg("-p")
        .arg(folder)
        .arg("-c")
        .arg(main)
        .args(["-e", "stderr"])
        .stdin(Stdio::null())
        .spawn();
    spawned.unwrap_or_else(|error| {
        panic!("nginx with its DAV module is needed for this test ({error}): apt-get install nginx-light")
    })
}

/// Debian puts nginx where an ordinary account's PATH does not look.
fn program() -> &'static str {
    if Path::new("/usr/sbin/nginx").exists() {
        "/usr/sbin/nginx"
    } else {
        "nginx"
    }
}

fn free_address() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap()
}

fn wait_until_it_answers(child: &mut Child, address: SocketAddr) {
    super::wait_until("nginx answers", || {
        assert!(
            child.try_wait().unwrap().is_none(),
            "nginx refused its configuration; its words are above"
        );
        TcpStream::connect(address).is_ok()
    });
}

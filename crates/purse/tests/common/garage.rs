//! Garage, a real S3 store of three nodes on loopback ports, ended with the test.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use documents::boxes::Store;
use documents::boxes::sigv4::{self, Scope};
use tempfile::TempDir;

use super::http::{Reply, ask, attempt};
use super::{text, wait_until};

/// What the bucket's pages may be used from.
pub(crate) const COUNCIL: &str = "https://council.example";
const WEB: &str = "box.web.test";

pub(crate) struct Garage {
    pub(crate) nodes: Vec<Node>,
    pub(crate) folder: TempDir,
    owner: Key,
    /// Writes and does not read; only `purse` knows it.
    pub(crate) add: Key,
    /// Reads and does not write; what is published is derived from it.
    pub(crate) list: Key,
}

pub(crate) struct Node {
    pub(crate) s3: SocketAddr,
    web: SocketAddr,
    config: PathBuf,
    child: Mutex<Option<Child>>,
}

pub(crate) struct Key {
    pub(crate) id: String,
    secret: String,
}

impl Garage {
    /// Three nodes that keep each file three times, a bucket that everybody may read, and a budget in it.
    pub(crate) fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let nodes: Vec<Node> = (0..3).map(|n| Node::start(folder.path(), n)).collect();
        join(&nodes);
        let first = &nodes[0];
        first.tell(&["bucket", "create", "box"]);
        first.tell(&["bucket", "website", "--allow", "box"]);
        let key = |name: &str, rights: &[&str]| {
            let made: serde_json::Value = serde_json::from_str(&first.tell(&[
                "json-api",
                "CreateKey",
                &format!("{{\"name\":\"{name}\"}}"),
            ]))
            .unwrap();
            let key = Key {
                id: made["accessKeyId"].as_str().unwrap().into(),
                secret: made["secretAccessKey"].as_str().unwrap().into(),
            };
            let allow = ["bucket", "allow", "box", "--key", &key.id];
            first.tell(&[&allow, rights].concat());
            fs::write(
                folder.path().join(format!("{name}.key")),
                format!("{}\n{}\n", key.id, key.secret),
            )
            .unwrap();
            key
        };
        let garage = Self {
            owner: key("owner", &["--read", "--write", "--owner"]),
            add: key("add", &["--write"]),
            list: key("list", &["--read"]),
            nodes,
            folder,
        };
        garage.allow_the_councils_pages();
        garage.upload("budget.json", &fs::read(super::BUDGET).unwrap());
        garage
    }

    /// What `purse store s3` writes for this bucket.
    pub(crate) fn store(&self, more: &[&str]) -> Store {
        let file = |name: &str| self.folder.path().join(name);
        let output = Command::new(env!("CARGO_BIN_EXE_purse"))
            .args([
                "store",
                "s3",
                "--region",
                "garage",
                "--until",
                "2099-12-31",
                "--dated-ahead",
            ])
            .args(["--address", &self.address(0)])
            .arg("--add-key")
            .arg(file("add.key"))
            .arg("--list-key")
            .arg(file("list.key"))
            .args(more)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        Store::read(&output.stdout).expect("a store")
    }

    /// The bucket's address at one of the nodes.
    pub(crate) fn address(&self, node: usize) -> String {
        format!("http://{}/box", self.nodes[node].s3)
    }

    /// As anybody reads it: without a signature, from the address for the public. `None` where the node is away.
    pub(crate) fn get(&self, node: usize, path: &str) -> Option<Reply> {
        let server = self.nodes[node].web;
        attempt(server, "GET", &format!("/{path}"), &[("Host", WEB)], b"")
    }

    /// As the organiser's own program puts a file there.
    pub(crate) fn upload(&self, path: &str, bytes: &[u8]) {
        let reply = self.signed("PUT", &self.owner, path, "", bytes);
        assert_eq!(reply.status, 200, "{}", text(&reply.body));
    }

    /// A request signed with a key, as programs sign it.
    pub(crate) fn signed(
        &self,
        method: &str,
        key: &Key,
        path: &str,
        what: &str,
        body: &[u8],
    ) -> Reply {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        // `20261126T120000Z`, from "Thu, 26 Nov 2026 12:00:00 GMT".
        let http = httpdate::fmt_http_date(UNIX_EPOCH + now);
        let months = "JanFebMarAprMayJunJulAugSepOctNovDec";
        let month = months.find(&http[8..11]).unwrap() / 3 + 1;
        let day = format!("{}{month:02}{}", &http[12..16], &http[5..7]);
        let date = format!("{day}T{}Z", http[17..25].replace(':', ""));
        let signing = sigv4::signing_key(&key.secret, &day, "garage");
        let scope = Scope {
            credential: &format!("{}/{day}/garage/s3/aws4_request", key.id),
            date: &date,
            seconds: 600,
        };
        let mut query = Vec::new();
        if !what.is_empty() {
            query.push((what.to_owned(), String::new()));
        }
        let server = self.nodes[0].s3;
        let path = format!("/box/{path}").trim_end_matches('/').to_owned();
        sigv4::presign_path(
            method,
            &server.to_string(),
            &path,
            &mut query,
            scope,
            signing.as_bytes(),
        );
        let address = format!("http://{server}{path}?{}", sigv4::encoded(&query));
        ask(
            method,
            &address,
            &[("Content-Type", "application/json")],
            body,
        )
    }

    fn allow_the_councils_pages(&self) {
        let rules = format!(
            "<CORSConfiguration><CORSRule><AllowedOrigin>{COUNCIL}</AllowedOrigin><AllowedMethod>GET</AllowedMethod>\
             <AllowedMethod>HEAD</AllowedMethod><AllowedMethod>POST</AllowedMethod><AllowedHeader>*</AllowedHeader>\
             </CORSRule></CORSConfiguration>"
        );
        let reply = self.signed("PUT", &self.owner, "", "cors", rules.as_bytes());
        assert_eq!(reply.status, 200, "{}", text(&reply.body));
    }
}

impl Node {
    fn start(folder: &Path, number: usize) -> Self {
        let folder = folder.join(format!("node{number}"));
        fs::create_dir(&folder).unwrap();
        let [rpc, s3, web] = free_addresses();
        let config = folder.join("garage.toml");
        let secret = "0a".repeat(32);
        let text = format!(
            "metadata_dir = {meta:?}\ndata_dir = {data:?}\ndb_engine = \"lmdb\"\nreplication_factor = 3\n\
             rpc_bind_addr = \"{rpc}\"\nrpc_public_addr = \"{rpc}\"\nrpc_secret = \"{secret}\"\n\
             [s3_api]\ns3_region = \"garage\"\napi_bind_addr = \"{s3}\"\n\
             [s3_web]\nbind_addr = \"{web}\"\nroot_domain = \".web.test\"\nindex = \"index.html\"\n",
            meta = folder.join("meta"),
            data = folder.join("data"),
        );
        fs::write(&config, text).unwrap();
        let node = Self {
            s3,
            web,
            config,
            child: Mutex::new(None),
        };
        node.run();
        node
    }

    /// Starts it, or starts it again after [`Node::stop`], and waits until it answers.
    pub(crate) fn run(&self) {
        let log = fs::File::create(self.config.with_file_name("log")).unwrap();
        let child = garage(&self.config)
            .arg("server")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        *self.child.lock().unwrap() = Some(child.expect("garage starts"));
        wait_until("a node answers", || {
            TcpStream::connect(self.s3).is_ok() && TcpStream::connect(self.web).is_ok()
        });
    }

    /// As a power cut stops it.
    pub(crate) fn stop(&self) {
        if let Some(mut child) = self.child.lock().unwrap().take() {
            // Both fail when it has ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Runs one of Garage's commands for organisers; what it says.
    pub(crate) fn tell(&self, arguments: &[&str]) -> String {
        let output = garage(&self.config).args(arguments).output().unwrap();
        assert!(
            output.status.success(),
            "garage {arguments:?}: {}",
            text(&output.stderr)
        );
        text(&output.stdout)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Lets the nodes know each other, each with a third of the work.
fn join(nodes: &[Node]) {
    let ids: Vec<String> = nodes
        .iter()
        .map(|node| node.tell(&["node", "id", "--quiet"]).trim().to_owned())
        .collect();
    for id in &ids[1..] {
        nodes[0].tell(&["node", "connect", id]);
    }
    for (number, id) in ids.iter().enumerate() {
        let (zone, id) = (format!("zone{number}"), id.split('@').next().unwrap());
        nodes[0].tell(&["layout", "assign", "--zone", &zone, "--capacity", "1G", id]);
    }
    nodes[0].tell(&["layout", "apply", "--version", "1"]);
    for node in nodes {
        wait_until("every node knows the others", || {
            let health: serde_json::Value =
                serde_json::from_str(&node.tell(&["json-api", "GetClusterHealth"])).unwrap();
            health["status"] == "healthy" && health["connectedNodes"] == 3
        });
    }
}

fn garage(config: &Path) -> Command {
    let program =
        std::env::var_os("GARAGE").expect("GARAGE names its program: `cargo xtask test --stores`");
    let mut command = Command::new(program);
    command.arg("--config").arg(config).env("RUST_LOG", "warn");
    command
}

fn free_addresses<const N: usize>() -> [SocketAddr; N] {
    // Held all at once, so that they differ.
    let held = [(); N].map(|()| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap());
    held.map(|listener| listener.local_addr().unwrap())
}

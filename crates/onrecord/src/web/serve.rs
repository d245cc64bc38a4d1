//! The server itself: one address of this computer, one port of the system's choosing, and time-outs
//! against who connects and says nothing. Knows no page.

use crate::ops::case::Acting;
use crate::web::desk::{App, Setup};
use crate::web::guard::instance::{Instance, Running, Taken};
use crate::web::guard::{self, launch};
use crate::web::place::{self, Place};
use crate::web::settings::Settings;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use onrecord_vault::WorkFactor;
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// How long a connection may take to say what it wants, and to say the next thing.
const HEADERS: Duration = Duration::from_secs(10);
/// More connections than a browser opens.
const CONNECTIONS: usize = 64;
/// How often the watch looks.
const WATCH: Duration = Duration::from_secs(2);
/// A locked app that nobody uses ends after so many seconds: it has no window to be closed by.
const ENDS_AFTER: i64 = 2 * 60 * 60;

/// What a start is told.
pub struct Start {
    /// The case; where the app's own is meant, nothing.
    pub case: Option<PathBuf>,
    /// Who acts, and the clock.
    pub acting: Acting,
    /// The cost of a try at a new passphrase.
    pub work: WorkFactor,
    /// The app's places on this computer.
    pub place: Place,
    /// Shows the redirect file: to the browser, or to whoever tests.
    pub show: fn(&std::path::Path) -> io::Result<()>,
    /// Whether the program was asked to end.
    pub stopped: fn() -> bool,
}

/// Serves the app until it is closed. Where it runs already, it is asked to show itself.
///
/// # Errors
/// It cannot listen, or its files cannot be written.
pub fn serve(start: Start) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_io()
        .enable_time()
        .build()?;
    runtime.block_on(run(start))
}

async fn run(start: Start) -> io::Result<()> {
    let chosen = || Settings::read(&start.place.settings()).case;
    let is_case = |path: &PathBuf| onrecord_vault::Vault::at(path).is_ok();
    let folder = start.case.or_else(|| chosen().filter(is_case));
    let folder = folder.unwrap_or_else(|| start.place.case());
    let lock = start.place.lock(&folder);
    // Rule 1: this computer alone. There is no setting for it.
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
    let authority = listener.local_addr()?.to_string();
    let base = format!("/w/{}", guard::random::<16>()?);
    let instance = match Instance::take(&lock, &authority, &base)? {
        Taken::First(instance) => instance,
        Taken::Already(running) => {
            drop(listener);
            return knock(&running);
        }
    };
    start.place.sweep();
    let sweeper = start.place.clone();
    let app = App::new(Setup {
        folder,
        authority,
        base,
        acting: start.acting,
        work: start.work,
        settings: Some(start.place.settings()),
        launcher: Some(crate::web::desk::Launcher {
            place: start.place,
            show: start.show,
            knock: instance.knock(),
        }),
    });
    tokio::spawn(accept(listener, app.clone()));
    app.show()?;
    watch(&app, start.stopped).await;
    app.launches().end();
    app.end_work().await;
    sweeper.sweep();
    drop(instance);
    Ok(())
}

/// Until the app is closed: locks it in time.
async fn watch(app: &App, stopped: fn() -> bool) {
    loop {
        tokio::select! {
            () = app.closed() => return,
            () = tokio::time::sleep(WATCH) => {}
        }
        let idle = app.watch();
        app.launches().sweep(app.now());
        if stopped() || (idle > ENDS_AFTER && app.running_job().is_none()) {
            app.lock();
            return;
        }
    }
}

async fn accept(listener: TcpListener, app: App) {
    let service = crate::web::app(app);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        let Ok((stream, from)) = listener.accept().await else {
            // No more files, or the connection was gone already.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        if !from.ip().is_loopback() {
            continue;
        }
        let service = TowerToHyperService::new(service.clone());
        tokio::spawn(async move {
            let mut server = hyper::server::conn::http1::Builder::new();
            server
                .timer(TokioTimer::new())
                .header_read_timeout(HEADERS)
                .max_buf_size(64 * 1024);
            // How a connection ends is nobody's concern.
            let _ = server.serve_connection(TokioIo::new(stream), service).await;
            drop(place);
        });
    }
}

/// Asks the run that has the case to show itself again.
fn knock(running: &Running) -> io::Result<()> {
    let address: SocketAddr = running.authority.parse().map_err(io::Error::other)?;
    if !address.ip().is_loopback() {
        return Err(io::Error::other(
            "the app's lock file names another computer, so it was not followed",
        ));
    }
    let mut stream = TcpStream::connect_timeout(&address, HEADERS)?;
    stream.set_read_timeout(Some(HEADERS))?;
    let Running {
        authority,
        base,
        knock,
    } = running;
    let request = format!(
        "POST {base}/again HTTP/1.1\r\nHost: {authority}\r\nOrigin: http://{authority}\r\n\
         X-Knock: {knock}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes())?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer)?;
    if answer.ends_with(b" 204") {
        return Ok(());
    }
    Err(io::Error::other(
        "the app runs already, but did not show itself. Close it and start it again",
    ))
}

/// Writes the redirect file and shows it. It is removed when its token is worth nothing any more.
pub(super) fn show(app: &App) -> io::Result<()> {
    let Some(launcher) = &app.setup().launcher else {
        return Ok(());
    };
    let path = launcher.place.redirect(&guard::random::<8>()?);
    let token = app.launches().begin(app.now(), Some(path.clone()))?;
    let mut file = place::private_file(&path)?;
    file.write_all(launch::redirect_page(app, &token).as_bytes())?;
    drop(file);
    (launcher.show)(&path)
}

//! IndexedDB as a shelf of bytes by name. Everything may fail: a private window, a sandbox, a full disk.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

use super::super::window;
use crate::state::Room;

const SHELF: &str = "kept";

/// Names with what is kept under them.
pub(crate) type Kept = Vec<(String, Vec<u8>)>;

/// The browser keeps nothing for us, or no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refused;

impl From<JsValue> for Refused {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// The words of IndexedDB for what a transaction may do and when it counts as complete.
#[derive(Clone, Copy)]
pub(crate) struct Access {
    mode: &'static str,
    durability: &'static str,
}

const READ: Access = Access {
    mode: "readonly",
    durability: "default",
};
pub(crate) const WRITE: Access = Access {
    mode: "readwrite",
    durability: "relaxed",
};
/// Also across a power cut.
pub(crate) const WRITE_SAFELY: Access = Access {
    mode: "readwrite",
    durability: "strict",
};

#[derive(Clone)]
pub(crate) struct Database {
    name: Rc<str>,
    open: Rc<RefCell<Option<IdbDatabase>>>,
}

impl Database {
    pub(crate) fn new(name: String) -> Self {
        Self {
            name: name.into(),
            open: Rc::default(),
        }
    }

    /// Everything that is kept, by rising name.
    pub(crate) async fn all(&self) -> Result<Kept, Refused> {
        let (_, shelf) = self.shelf(READ).await?;
        all(&shelf).await
    }

    /// Keeps these bytes under the name, safe from a crash, where there is room for them; where that is taken, all that
    /// is kept is the answer. No other tab can write in between.
    pub(crate) async fn write_where(
        &self,
        name: &str,
        bytes: &[u8],
        room: impl FnOnce(&Kept) -> Room,
    ) -> Result<Kept, Refused> {
        let (transaction, shelf) = self.shelf(WRITE_SAFELY).await?;
        let kept = all(&shelf).await?;
        match room(&kept) {
            Room::Taken => return Ok(kept),
            Room::There => {}
            Room::Free => {
                shelf.put_with_key(&Uint8Array::from(bytes), &name.into())?;
                complete(&transaction).await?;
            }
        }
        Ok(Vec::new())
    }

    /// Keeps these bytes under the name, or nothing; answers once the browser calls that complete.
    pub(crate) async fn write(
        &self,
        name: &str,
        bytes: Option<&[u8]>,
        access: Access,
    ) -> Result<(), Refused> {
        let (transaction, shelf) = self.shelf(access).await?;
        match bytes {
            Some(bytes) => shelf.put_with_key(&Uint8Array::from(bytes), &name.into())?,
            None => shelf.delete(&name.into())?,
        };
        complete(&transaction).await
    }

    /// A fresh transaction; the connection is opened once more where the browser has closed it.
    async fn shelf(&self, access: Access) -> Result<(IdbTransaction, IdbObjectStore), Refused> {
        let before = self.open.borrow().clone();
        if let Some(begun) = before.and_then(|database| begin(&database, access).ok()) {
            return Ok(begun);
        }
        let database = open(&self.name).await?;
        let begun = begin(&database, access);
        *self.open.borrow_mut() = Some(database);
        begun
    }
}

async fn all(shelf: &IdbObjectStore) -> Result<Kept, Refused> {
    let (names, values) = (shelf.get_all_keys()?, shelf.get_all()?);
    // Of two requests the second is answered last; a transaction with no request left would end.
    let values: Array = answer(&values).await?.unchecked_into();
    let names: Array = names.result()?.unchecked_into();
    let bytes = |value: JsValue| {
        value
            .dyn_into::<Uint8Array>()
            .ok()
            .map(|bytes| bytes.to_vec())
    };
    Ok(names
        .iter()
        .zip(values.iter())
        .filter_map(|(name, value)| Some((name.as_string()?, bytes(value)?)))
        .collect())
}

fn begin(
    database: &IdbDatabase,
    access: Access,
) -> Result<(IdbTransaction, IdbObjectStore), Refused> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &access.durability.into())?;
    let transaction =
        database
            .unchecked_ref::<DurableDatabase>()
            .transaction(SHELF, access.mode, &options)?;
    let shelf = transaction.object_store(SHELF)?;
    Ok((transaction, shelf))
}

async fn open(name: &str) -> Result<IdbDatabase, Refused> {
    let request = window().indexed_db()?.ok_or(Refused)?.open(name)?;
    let upgraded = request.clone();
    let create = Closure::<dyn FnMut()>::new(move || {
        if let Ok(Ok(database)) = upgraded.result().map(JsValue::dyn_into::<IdbDatabase>) {
            let _ = database.create_object_store(SHELF);
        }
    });
    request.set_onupgradeneeded(Some(create.as_ref().unchecked_ref()));
    Ok(answer(&request).await?.unchecked_into())
}

async fn answer(request: &IdbRequest) -> Result<JsValue, Refused> {
    let settled = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(settled).await?;
    Ok(request.result()?)
}

async fn complete(transaction: &IdbTransaction) -> Result<(), Refused> {
    let settled = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(settled).await?;
    Ok(())
}

// web-sys has a transaction's options only among its unstable parts.
#[wasm_bindgen]
extern "C" {
    type DurableDatabase;
    #[wasm_bindgen(catch, method)]
    fn transaction(
        this: &DurableDatabase,
        shelf: &str,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

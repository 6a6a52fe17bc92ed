//! IndexedDB as a shelf of bytes by name. Everything may fail: a private window, a sandbox, a full disk.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionDurability, IdbTransactionMode,
    IdbTransactionOptions,
};

use super::super::window;

const SHELF: &str = "kept";

/// The browser keeps nothing for us, or no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refused;

impl From<JsValue> for Refused {
    fn from(_: JsValue) -> Self {
        Self
    }
}

#[derive(Clone)]
pub(crate) struct Database {
    name: Rc<str>,
    open: Rc<RefCell<Option<IdbDatabase>>>,
}

impl Database {
    pub(crate) fn new(name: String) -> Self {
        Self { name: name.into(), open: Rc::default() }
    }

    /// Everything that is kept, by rising name.
    pub(crate) async fn all(&self) -> Result<Vec<(String, Vec<u8>)>, Refused> {
        let (_, shelf) = self.shelf(IdbTransactionMode::Readonly, IdbTransactionDurability::Default).await?;
        let (names, values) = (shelf.get_all_keys()?, shelf.get_all()?);
        let names: Array = answer(&names).await?.unchecked_into();
        let values: Array = answer(&values).await?.unchecked_into();
        let bytes = |value: JsValue| value.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec());
        Ok(names.iter().zip(values.iter()).filter_map(|(name, value)| Some((name.as_string()?, bytes(value)?))).collect())
    }

    /// Keeps these bytes under the name, or nothing.
    pub(crate) async fn set(&self, name: &str, bytes: Option<&[u8]>) -> Result<(), Refused> {
        self.write(name, bytes, IdbTransactionDurability::Relaxed).await
    }

    /// As `set`, and answers only once the bytes are on the disk.
    pub(crate) async fn put_safely(&self, name: &str, bytes: &[u8]) -> Result<(), Refused> {
        self.write(name, Some(bytes), IdbTransactionDurability::Strict).await
    }

    async fn write(
        &self,
        name: &str,
        bytes: Option<&[u8]>,
        durability: IdbTransactionDurability,
    ) -> Result<(), Refused> {
        let (transaction, shelf) = self.shelf(IdbTransactionMode::Readwrite, durability).await?;
        match bytes {
            Some(bytes) => shelf.put_with_key(&Uint8Array::from(bytes), &name.into())?,
            None => shelf.delete(&name.into())?,
        };
        complete(&transaction).await
    }

    /// A fresh transaction; the connection is opened once more where the browser has closed it.
    async fn shelf(
        &self,
        mode: IdbTransactionMode,
        durability: IdbTransactionDurability,
    ) -> Result<(IdbTransaction, IdbObjectStore), Refused> {
        let begin = |database: &IdbDatabase| -> Result<_, Refused> {
            let options = IdbTransactionOptions::new();
            options.set_durability(durability);
            let transaction = database.transaction_with_str_and_mode_and_options(SHELF, mode, &options)?;
            let shelf = transaction.object_store(SHELF)?;
            Ok((transaction, shelf))
        };
        let before = self.open.borrow().clone();
        if let Some(begun) = before.and_then(|database| begin(&database).ok()) {
            return Ok(begun);
        }
        let database = open(&self.name).await?;
        let begun = begin(&database);
        *self.open.borrow_mut() = Some(database);
        begun
    }
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

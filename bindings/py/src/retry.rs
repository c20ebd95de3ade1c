//! How often and after how long a request is repeated.

use std::time::Duration;

use mycpaas_bridge as bridge;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arguments::count;
use crate::convert::{hash, seconds};

/// Says how often and after how long a request is repeated.
#[pyclass(frozen, module = "mycpaas")]
pub(crate) struct RetryPolicy {
    policy: bridge::RetryPolicy,
}

#[pymethods]
impl RetryPolicy {
    #[new]
    #[pyo3(signature = (max_retries=None, *, base_delay=None, max_delay=None, max_retry_after=None))]
    fn new(
        max_retries: Option<&Bound<'_, PyAny>>,
        base_delay: Option<&Bound<'_, PyAny>>,
        max_delay: Option<&Bound<'_, PyAny>>,
        max_retry_after: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut policy = bridge::RetryPolicy::default();
        if let Some(retries) = max_retries {
            policy = policy.max_retries(count("max_retries", retries)?);
        }
        if let Some(delay) = base_delay {
            policy = policy.base_delay(seconds("base_delay", delay)?);
        }
        if let Some(delay) = max_delay {
            policy = policy.max_delay(seconds("max_delay", delay)?);
        }
        if let Some(delay) = max_retry_after {
            policy = policy.max_retry_after(seconds("max_retry_after", delay)?);
        }
        Ok(Self { policy })
    }

    /// How many times a request is repeated after the first try; 0 is off.
    #[getter]
    fn max_retries(&self) -> u32 {
        self.policy.max_retries
    }

    /// The longest delay before the first retry; it doubles for each further one.
    #[getter]
    fn base_delay(&self) -> Duration {
        self.policy.base_delay
    }

    /// The longest delay before a retry that the API gave no `Retry-After` for.
    #[getter]
    fn max_delay(&self) -> Duration {
        self.policy.max_delay
    }

    /// The longest `Retry-After` that is honoured; a longer one is cut.
    #[getter]
    fn max_retry_after(&self) -> Duration {
        self.policy.max_retry_after
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<((u32,), Bound<'py, PyDict>)> {
        let delays = PyDict::new(py);
        delays.set_item("base_delay", self.policy.base_delay)?;
        delays.set_item("max_delay", self.policy.max_delay)?;
        delays.set_item("max_retry_after", self.policy.max_retry_after)?;
        Ok(((self.policy.max_retries,), delays))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().policy == self.policy)
    }

    fn __hash__(&self) -> u64 {
        hash(self.__repr__())
    }

    fn __repr__(&self) -> String {
        let bridge::RetryPolicy { max_retries, base_delay, max_delay, max_retry_after, .. } = self.policy;
        format!(
            "RetryPolicy({max_retries}, base_delay={}, max_delay={}, max_retry_after={})",
            base_delay.as_secs_f64(),
            max_delay.as_secs_f64(),
            max_retry_after.as_secs_f64()
        )
    }
}

/// Reads a policy, or the number of retries of an otherwise usual one.
pub(crate) fn policy(value: &Bound<'_, PyAny>) -> PyResult<bridge::RetryPolicy> {
    match value.cast::<RetryPolicy>() {
        Ok(policy) => Ok(policy.get().policy),
        Err(_) => Ok(bridge::RetryPolicy::default().max_retries(count("retries", value)?)),
    }
}

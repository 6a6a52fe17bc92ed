//! An exact counting engine for participatory budgets: rules and fairness checks.

"""Whether the store and the ledger are as they were written: the doctor, the proof of the ledger, its seals."""

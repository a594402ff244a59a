namespace DcepSim.Ledger;

/// <summary>What one transfer of a chain is about to change, so that it can be put back.</summary>
internal unsafe struct UndoRecord
{
    private AccountRecord _debit;
    private AccountRecord _credit;
    private HoldRecord _hold;

    public void Save(in JournalEntry transfer, Books books)
    {
        _debit = books.Accounts.First[transfer.Debit];
        _credit = books.Accounts.First[transfer.Credit];
        if ((transfer.Flags & (TransferFlags.Post | TransferFlags.Void)) != 0)
            _hold = *books.Holds.Find(transfer.Hold);
    }

    public readonly void Restore(in JournalEntry transfer, long sequence, Books books)
    {
        books.Accounts.First[transfer.Debit] = _debit;
        books.Accounts.First[transfer.Credit] = _credit;
        if ((transfer.Flags & TransferFlags.Pending) != 0)
            books.Holds.Remove(books.Holds.Find(sequence));
        else if ((transfer.Flags & (TransferFlags.Post | TransferFlags.Void)) != 0)
            books.Holds.PutBack(_hold);
    }
}

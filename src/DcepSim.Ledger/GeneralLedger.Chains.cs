using System.Runtime.CompilerServices;

namespace DcepSim.Ledger;

public sealed partial class GeneralLedger
{
    /// <summary>Applies the chain that the transfers start with, all or none.</summary>
    /// <returns>How many transfers it has.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)] // the loop over single transfers stays small
    private int ApplyChain(ReadOnlySpan<Transfer> transfers, Span<Receipt> receipts)
    {
        var length = ChainLength(transfers, out var isClosed);
        if (!isClosed)
            RefuseEach(transfers[..length], receipts, SettlementStatus.ChainOpen);
        else if (length > _options.ChainLengthMax)
            RefuseEach(transfers[..length], receipts, SettlementStatus.ChainTooLong);
        else
            ApplyClosedChain(transfers[..length], receipts);
        return length;
    }

    private static int ChainLength(ReadOnlySpan<Transfer> transfers, out bool isClosed)
    {
        var length = 1;
        while (length <= transfers.Length && (transfers[length - 1].Flags & TransferFlags.Linked) != 0)
            length++;
        isClosed = length <= transfers.Length;
        return Math.Min(length, transfers.Length);
    }

    private void RefuseEach(ReadOnlySpan<Transfer> chain, Span<Receipt> receipts, SettlementStatus reason)
    {
        for (var i = 0; i < chain.Length; i++)
        {
            if (!TakeKey(chain[i], out receipts[i]))
                continue;
            ref var entry = ref EntryAt(Sequence);
            var alone = TransferChecks.Alone(entry);
            entry.IsInChain = true;
            entry.Status = alone == SettlementStatus.None ? reason : alone;
            receipts[i] = entry.ReceiptAt(Sequence);
        }
    }

    private void ApplyClosedChain(ReadOnlySpan<Transfer> chain, Span<Receipt> receipts)
    {
        var first = Sequence + 1;
        var fault = TakeKeys(chain, receipts);
        if (fault == SettlementStatus.None)
            SettleAll(first);
        else
            RefuseAll(first, fault);
        for (var i = 0; i < chain.Length; i++)
        {
            if (receipts[i].Status == SettlementStatus.None)
                receipts[i] = EntryAt(receipts[i].Sequence).ReceiptAt(receipts[i].Sequence);
        }
    }

    /// <summary>
    /// Gives every new key of a chain its place, and says what already speaks against the whole chain. Receipts still to come are left
    /// with their sequence and no status.
    /// </summary>
    private SettlementStatus TakeKeys(ReadOnlySpan<Transfer> chain, Span<Receipt> receipts)
    {
        var hasRepeat = false;
        var hasRefusal = false;
        for (var i = 0; i < chain.Length; i++)
        {
            if (TakeKey(chain[i], out receipts[i]))
            {
                ref var entry = ref EntryAt(Sequence);
                entry.IsInChain = true;
                entry.Status = TransferChecks.Alone(entry);
                hasRefusal |= entry.Status != SettlementStatus.None;
                receipts[i] = new(Sequence, Time, SettlementStatus.None, default, default);
            }
            else if (receipts[i].Sequence > 0)
            {
                hasRepeat = true;
            }
            else
            {
                hasRefusal = true;
            }
        }

        if (hasRepeat)
            return SettlementStatus.ChainChanged;
        return hasRefusal ? SettlementStatus.ChainRefused : SettlementStatus.None;
    }

    private void SettleAll(long first)
    {
        for (var sequence = first; sequence <= Sequence; sequence++)
        {
            ref var entry = ref EntryAt(sequence);
            entry.Status = TransferChecks.WithBooks(entry, _books);
            if (entry.Status != SettlementStatus.None)
            {
                UndoDownTo(first, sequence);
                RefuseAll(first, SettlementStatus.ChainRefused);
                return;
            }

            _undo[sequence - first].Save(entry, _books);
            Posting.Carry(ref entry, sequence, _books);
        }

        for (var sequence = first; sequence <= Sequence; sequence++)
            Count(EntryAt(sequence));
    }

    /// <summary>Puts back what the entries before the failed one have changed, latest first.</summary>
    private void UndoDownTo(long first, long failed)
    {
        for (var sequence = failed - 1; sequence >= first; sequence--)
        {
            ref var entry = ref EntryAt(sequence);
            _undo[sequence - first].Restore(entry, sequence, _books);
            entry.Status = SettlementStatus.None;
            entry.DebitBalance = 0;
            entry.CreditBalance = 0;
        }
    }

    private void RefuseAll(long first, SettlementStatus reason)
    {
        for (var sequence = first; sequence <= Sequence; sequence++)
        {
            ref var entry = ref EntryAt(sequence);
            if (entry.Status == SettlementStatus.None)
                entry.Status = reason;
        }
    }
}

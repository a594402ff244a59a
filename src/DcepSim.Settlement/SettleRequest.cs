using System.Collections.Concurrent;
using DcepSim.Ledger;

namespace DcepSim.Settlement;

/// <summary>Transfers to settle. Used again and again: a caller's request costs no memory.</summary>
internal sealed class SettleRequest(ConcurrentQueue<SettleRequest> pool) : Request
{
    private ReadOnlyMemory<Transfer> _transfers;
    private Memory<Receipt> _receipts;

    public override int EntriesMax => _transfers.Length;

    public void Fill(ReadOnlyMemory<Transfer> transfers, Memory<Receipt> receipts)
    {
        _transfers = transfers;
        _receipts = receipts;
    }

    // The caller's own memory takes the answers: a copy of them after the flush would cost as much as writing the journal. They are answers only
    // once the task has ended well; whoever's does not is left without them.
    protected override void Apply(GeneralLedger ledger, SettlementBatch batch)
    {
        var transfers = _transfers.Span;
        var receipts = _receipts.Span[..transfers.Length];
        batch.NoteTransfers(transfers.Length);
        ledger.Apply(transfers, ledger.Time, receipts);
    }

    protected override void TakeBack() => _receipts.Span[.._transfers.Length].Clear();

    protected override void Recycle()
    {
        _transfers = default;
        _receipts = default;
        pool.Enqueue(this);
    }
}

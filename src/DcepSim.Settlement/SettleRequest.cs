using System.Collections.Concurrent;
using DcepSim.Ledger;

namespace DcepSim.Settlement;

/// <summary>Transfers to settle. Used again and again: a caller's request costs no memory.</summary>
internal sealed class SettleRequest(ConcurrentQueue<SettleRequest> pool) : Request
{
    private ReadOnlyMemory<Transfer> _transfers;
    private Memory<Receipt> _receipts;
    private int _place;

    public override int EntriesMax => _transfers.Length;

    public void Fill(ReadOnlyMemory<Transfer> transfers, Memory<Receipt> receipts)
    {
        _transfers = transfers;
        _receipts = receipts;
    }

    protected override void Apply(GeneralLedger ledger, SettlementBatch batch)
    {
        // The batch's own memory takes the answers first: the caller sees none before its transfers are durable.
        _place = batch.ReceiptCount;
        ledger.Apply(_transfers.Span, ledger.Time, batch.TakeReceipts(_transfers.Length));
    }

    protected override void Deliver(SettlementBatch batch) => batch.ReceiptsAt(_place, _transfers.Length).CopyTo(_receipts.Span);

    protected override void Recycle()
    {
        _transfers = default;
        _receipts = default;
        pool.Enqueue(this);
    }
}

using DcepSim.Ledger;

namespace DcepSim.Settlement;

/// <summary>A question to the book, or an account to open: asked in its turn, answered once everything before it is durable.</summary>
internal sealed class BookRequest<T>(int entriesMax, Func<GeneralLedger, T> ask) : Request
{
    private T? _answer;

    public override int EntriesMax => entriesMax;

    public T TakeAnswer() => _answer!;

    protected override void Apply(GeneralLedger ledger, SettlementBatch batch) => _answer = ask(ledger);

    protected override void TakeBack()
    {
    }
}

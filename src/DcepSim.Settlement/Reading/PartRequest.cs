namespace DcepSim.Settlement.Reading;

/// <summary>What is wanted of a part of a statement.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Span">Which stretch of history.</param>
/// <param name="Order">In which order.</param>
/// <param name="EntriesMax">Most entries that can be of use.</param>
internal sealed record PartRequest(int Account, StatementSpan Span, StatementOrder Order, int EntriesMax)
{
    public bool IsNewestFirst => Order == StatementOrder.NewestFirst;
}

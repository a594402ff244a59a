using NodaTime.HighPerformance;

namespace DcepSim.Settlement.Reading;

/// <summary>What part of an account's history is wanted.</summary>
/// <remarks>Immutable. Start and order together say the part: newest first goes down from the start, oldest first goes up from it.</remarks>
/// <param name="Account">Whose statement.</param>
public sealed record StatementRequest(AccountId Account)
{
    /// <summary>Most entries of a page.</summary>
    public const int EntriesCeiling = 100_000;

    /// <summary>In which order; default the newest first.</summary>
    public StatementOrder Order { get; init; }

    /// <summary>The first sequence that may be listed, itself included; <c>null</c> for the newest or oldest there is.</summary>
    public long? FromSequence { get; init; }

    /// <summary>The first time that may be listed, itself included; <c>null</c> for any. Together with a sequence, both hold.</summary>
    public Instant64? FromTime { get; init; }

    /// <summary>Most entries wanted, 1 to <see cref="EntriesCeiling"/>; default 1,000.</summary>
    public int EntriesMax { get; init; } = 1_000;

    /// <summary>Checks all of it.</summary>
    /// <returns>This, if valid.</returns>
    /// <exception cref="ArgumentException">Something is out of its range; the message lists every fault with value and range.</exception>
    public StatementRequest Validate()
    {
        var faults = new List<string>();
        if (Account.Value < 1)
            faults.Add(FormattableString.Invariant($"{nameof(Account)} is {Account.Value}: accounts are numbered from 1."));
        if (Order is not (StatementOrder.NewestFirst or StatementOrder.OldestFirst))
            faults.Add($"{nameof(Order)} is {Order}: it must be {StatementOrder.NewestFirst} or {StatementOrder.OldestFirst}.");
        if (FromSequence < 1)
            faults.Add(FormattableString.Invariant($"{nameof(FromSequence)} is {FromSequence}: it must be 1 or more."));
        if (EntriesMax is < 1 or > EntriesCeiling)
            faults.Add(FormattableString.Invariant($"{nameof(EntriesMax)} is {EntriesMax}: it must be 1 to {EntriesCeiling}."));
        return faults.Count == 0 ? this : throw new ArgumentException(string.Join(' ', faults));
    }
}

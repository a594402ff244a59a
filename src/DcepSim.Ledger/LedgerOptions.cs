using System.Numerics;

namespace DcepSim.Ledger;

/// <summary>
/// The stated capacities of a <see cref="GeneralLedger"/>. What does not fit is refused; nothing grows with history.
/// </summary>
/// <remarks>Immutable. The defaults suit one simulated campaign. Memory is reserved at construction and taken from the system as it is
/// used: 64 bytes an account, about 70 bytes a transfer of the window.</remarks>
public sealed record LedgerOptions
{
    /// <summary>The largest idempotency window: 2^28 journal entries.</summary>
    public const int IdempotencyWindowCeiling = 1 << 28;

    /// <summary>How many accounts can be opened. 1 to 1,000,000,000; default 100,000.</summary>
    public int AccountsMax { get; init; } = 100_000;

    /// <summary>
    /// How many of the latest journal entries are remembered with their requests and answers, so that a repeat gets the first answer. A
    /// power of two, 16 to 2^28, at least twice <see cref="ChainLengthMax"/>; default 4,096.
    /// </summary>
    /// <remarks>Accounts opened, their conditions changed and holds expired are entries too.</remarks>
    public int IdempotencyWindow { get; init; } = 4_096;

    /// <summary>The highest session number that may ask. 1 to 16,777,216; default 1,024.</summary>
    public int SessionsMax { get; init; } = 1_024;

    /// <summary>How many transfers one chain may link. 2 to 65,536; default 64.</summary>
    public int ChainLengthMax { get; init; } = 64;

    /// <summary>How many holds there may be at a time. 0 to 16,777,216; default 4,096.</summary>
    public int HoldsMax { get; init; } = 4_096;

    /// <summary>
    /// How many due holds at most expire each time the ledger's time moves, so that many due at one instant do not keep others waiting. 1 to
    /// 65,536; default 1,024.
    /// </summary>
    /// <remarks>A due hold can no longer be posted or voided, even before its expiry is journaled; until then its money stays
    /// earmarked.</remarks>
    public int ExpiriesMax { get; init; } = 1_024;

    /// <summary>
    /// Where keys are put in memory depends on it, answers do not. Default 0, the same for everybody.
    /// </summary>
    /// <remarks>Who takes requests from strangers gives a number that they cannot foretell: nobody can then choose keys that lie in each other's
    /// way. A pipeline that is given 0 takes the moment of its opening.</remarks>
    public ulong KeyHashSeed { get; init; }

    /// <summary>
    /// How many blocks of 256 consecutive counters the keys in the window may be spread over: enough for sessions that leave one number in
    /// five unused, and as many again as the window would fill for those that start anew at far numbers.
    /// </summary>
    /// <remarks>
    /// <para>Each session has its share: four blocks, and five more for each 1,024 keys it has in the window. While fewer blocks are in use than the
    /// window would fill, sessions may take more. A session that leaves more numbers unused after that
    /// has used up its share before the others feel it: keys of its that need a further block are refused
    /// (<see cref="SettlementStatus.KeyBlocksFull"/>) until requests that fit in open blocks have moved the window on, or it has more keys
    /// there. Others go on.</para>
    /// <para>The rule looks at the moment a block is asked for. Sessions that arrange to keep one late key in each of many blocks, after the rest of
    /// them has left the window, can still fill it; then nobody gets a block that is not his already.</para>
    /// </remarks>
    public int KeyBlocksMax =>
        KeyBlocksShared + (IdempotencyWindow / IdempotencyIndex.BlockLength / 4 * 5) + (KeyBlocksAlways * Math.Min(SessionsMax, IdempotencyWindow));

    /// <summary>Checks all options together.</summary>
    /// <returns>This, if valid.</returns>
    /// <exception cref="ArgumentException">Something is out of its range; the message lists every fault with value and range.</exception>
    public LedgerOptions Validate()
    {
        var faults = new List<string>();
        Range(faults, nameof(AccountsMax), AccountsMax, 1, 1_000_000_000);
        Range(faults, nameof(IdempotencyWindow), IdempotencyWindow, 16, IdempotencyWindowCeiling);
        Range(faults, nameof(SessionsMax), SessionsMax, 1, 1 << 24);
        Range(faults, nameof(ChainLengthMax), ChainLengthMax, 2, 65_536);
        Range(faults, nameof(HoldsMax), HoldsMax, 0, 1 << 24);
        Range(faults, nameof(ExpiriesMax), ExpiriesMax, 1, 65_536);
        if (!BitOperations.IsPow2(IdempotencyWindow))
            faults.Add($"{nameof(IdempotencyWindow)} is {IdempotencyWindow}: it must be a power of two.");
        if (ChainLengthMax > IdempotencyWindow / 2)
            faults.Add($"{nameof(ChainLengthMax)} is {ChainLengthMax}: it may be at most half of {nameof(IdempotencyWindow)} ({IdempotencyWindow}).");
        return faults.Count == 0 ? this : throw new ArgumentException(string.Join(' ', faults));
    }

    /// <summary>While fewer blocks than this are in use, sessions may take more than their share.</summary>
    internal int KeyBlocksShared => IdempotencyWindow / IdempotencyIndex.BlockLength;

    /// <summary>How many blocks of counters a session may use however few keys it has in the window.</summary>
    internal const int KeyBlocksAlways = 4;

    private static void Range(List<string> faults, string name, int value, int min, int max)
    {
        if (value < min || value > max)
            faults.Add($"{name} is {value}: it must be {min} to {max}.");
    }
}

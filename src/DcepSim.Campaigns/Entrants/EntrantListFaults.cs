namespace DcepSim.Campaigns;

/// <summary>The faults of one list: all counted, the first few by line kept.</summary>
internal sealed class EntrantListFaults(int shown)
{
    private const int CountMax = 10_000;

    private readonly List<EntrantListFault> found = [];

    public void Add(long line, EntrantListFaultKind kind, string message)
    {
        found.Add(new(line, kind, message));
        if (found.Count == CountMax)
            throw ToException(isComplete: false);
    }

    public void ThrowIfAny(bool isComplete)
    {
        if (found.Count > 0)
            throw ToException(isComplete);
    }

    public EntrantListException ToException(bool isComplete) =>
        new([.. found.OrderBy(fault => fault.Line).Take(shown)], found.Count, isComplete);
}

namespace DcepSim.Results;

/// <summary>Puts runs that end in any order back into their order. Not safe for concurrent use.</summary>
internal sealed class RunOrder
{
    private readonly HashSet<int> _ended = [];
    private int _next = 1;

    /// <summary>Takes a run that has ended, and gives the runs whose turn it is now.</summary>
    public IEnumerable<int> End(int run)
    {
        _ended.Add(run);
        for (; _ended.Remove(_next); _next++)
            yield return _next;
    }
}

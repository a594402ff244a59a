namespace DcepSim.Settlement.Reading;

/// <summary>What one segment holds of one account's history, found in one of several ways.</summary>
internal abstract class SegmentPart : IDisposable
{
    /// <summary>Looks up what can be looked up beside other segments.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Adds entries in order, up to a number of them.</summary>
    public abstract void Read(in StatementSpan span, StatementOrder order, int entriesMax, List<StatementEntry> entries);

    public virtual void Dispose()
    {
    }
}

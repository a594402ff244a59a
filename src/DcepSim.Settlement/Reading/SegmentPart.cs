namespace DcepSim.Settlement.Reading;

/// <summary>What one segment holds of one account's history, found in one of several ways.</summary>
internal abstract class SegmentPart : IDisposable
{
    /// <summary>Looks up what can be looked up beside other segments.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>What is to be read, in the order of the statement, looked up as it is asked for. Once, after <see cref="Prepare"/>.</summary>
    public abstract IEnumerable<StatementPiece> Pieces();

    public virtual void Dispose()
    {
    }
}

using System.Collections.Immutable;

namespace DcepSim.Simulation.Audit;

/// <summary>Compares figures one by one and keeps where they differ.</summary>
internal sealed class Auditor
{
    private readonly ImmutableArray<AuditBreak>.Builder _breaks = ImmutableArray.CreateBuilder<AuditBreak>();
    private int _breakCount;
    private int _compared;

    public void Compare(string place, NetAmount expected, NetAmount found)
    {
        _compared++;
        if (expected != found)
            Keep(new AuditBreak(place, expected, found));
    }

    /// <summary>As <see cref="Compare(string, NetAmount, NetAmount)"/> for one of many; the place is only spelled out on a break.</summary>
    public void Compare(string what, int number, long expectedFen, long foundFen)
    {
        _compared++;
        if (expectedFen != foundFen)
            Keep(new AuditBreak($"{what} {number}", new NetAmount(expectedFen), new NetAmount(foundFen)));
    }

    /// <summary>That many are compared by whoever calls, who keeps those that differ.</summary>
    public void Count(int compared) => _compared += compared;

    /// <summary>One of many that differs.</summary>
    public void Keep(string what, int number, NetAmount expected, NetAmount found) => Keep(new AuditBreak($"{what} {number}", expected, found));

    /// <summary>Takes over what another has compared.</summary>
    public void Add(Auditor other)
    {
        _breaks.AddRange(other._breaks.Take(AuditReport.BreaksMax - _breaks.Count));
        _breakCount += other._breakCount;
        _compared += other._compared;
    }

    public AuditReport Report() => new(_breaks.ToImmutable(), _breakCount, _compared);

    private void Keep(AuditBreak found)
    {
        _breakCount++;
        if (_breaks.Count < AuditReport.BreaksMax)
            _breaks.Add(found);
    }
}

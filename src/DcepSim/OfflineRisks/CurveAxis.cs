namespace DcepSim.OfflineRisks;

/// <summary>An axis from zero to a round number above all values.</summary>
/// <param name="End">Where it ends; above zero.</param>
/// <param name="Step">From one tick to the next.</param>
internal readonly record struct CurveAxis(double End, double Step)
{
    private const int TicksWanted = 5;

    public IEnumerable<double> Ticks
    {
        get
        {
            for (var tick = 0; tick * Step <= End * 1.0001; tick++)
                yield return tick * Step;
        }
    }

    public static CurveAxis Over(IEnumerable<double> values)
    {
        var greatest = values.DefaultIfEmpty(1).Max();
        if (!(greatest > 0))
            greatest = 1;
        var rough = greatest / TicksWanted;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1.0, 2, 5, 10 }.First(unit => unit * power >= rough) * power;
        return new(Math.Ceiling(greatest / step) * step, step);
    }
}

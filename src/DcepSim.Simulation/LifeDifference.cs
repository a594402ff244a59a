namespace DcepSim.Simulation;

/// <summary>What is spent more in the life in which somebody wins than in the one in which they do not; see <see cref="ExtraSpending"/>.</summary>
internal readonly record struct LifeDifference
{
    public long WindowFen { get; init; }

    public long WindowInsideFen { get; init; }

    public long LongFen { get; init; }

    public long LongInsideFen { get; init; }

    public long RedeemedFen { get; init; }

    public long PriceFen { get; init; }

    public long AnywayFen { get; init; }

    public static LifeDifference operator +(in LifeDifference one, in LifeDifference other) => one.Plus(other, 1);

    public static LifeDifference operator -(in LifeDifference one, in LifeDifference other) => one.Plus(other, -1);

    private LifeDifference Plus(in LifeDifference other, int sign) => new()
    {
        WindowFen = WindowFen + (sign * other.WindowFen),
        WindowInsideFen = WindowInsideFen + (sign * other.WindowInsideFen),
        LongFen = LongFen + (sign * other.LongFen),
        LongInsideFen = LongInsideFen + (sign * other.LongInsideFen),
        RedeemedFen = RedeemedFen + (sign * other.RedeemedFen),
        PriceFen = PriceFen + (sign * other.PriceFen),
        AnywayFen = AnywayFen + (sign * other.AnywayFen),
    };
}

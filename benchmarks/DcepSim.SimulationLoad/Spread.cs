namespace DcepSim.SimulationLoad;

/// <summary>Median, least and greatest of what was measured.</summary>
internal static class Spread
{
    public static string Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return $"{middle:G4} ({sorted[0]:G4}–{sorted[^1]:G4})";
    }

    public static string Of<T>(IEnumerable<T> items, Func<T, double> value) => Of(items.Select(value));
}

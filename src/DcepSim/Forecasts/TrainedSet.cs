namespace DcepSim.Forecasts;

/// <summary>One set of parameters: the assumed draws, and what each training pilot told of the others. All values measured.</summary>
internal sealed class TrainedSet
{
    private readonly Dictionary<string, double> _drawn = [];
    private readonly Dictionary<string, List<double>> _told = [];

    public TrainedSet(ForecastOptions options, double[] place)
    {
        for (var field = 0; field < options.Over.Length; field++)
            _drawn[options.Over[field].Path] = options.Over[field].At(place[field]);
        for (var field = 0; field < options.Between.Length; field++)
            _drawn[options.Between[field].Path] = options.Between[field].AssumedAt(place[options.Over.Length + field]);
    }

    public void Tell(string path, double value)
    {
        if (_told.TryGetValue(path, out var values))
            values.Add(value);
        else
            _told[path] = [value];
    }

    /// <summary>What pilots told of a field; empty where none did.</summary>
    public double[] Told(string path) => _told.TryGetValue(path, out var values) ? [.. values] : [];

    /// <summary>The mean of what pilots told, or else the assumed draw.</summary>
    public double ValueOf(string path) => _told.TryGetValue(path, out var values) ? values.Average() : _drawn[path];
}

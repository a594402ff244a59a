using System.Collections.Immutable;
using NodaTime;

namespace DcepSim.Observations;

/// <summary>Sums over runs by hour and channel, whole numbers all, so that the order in which runs end leaves no trace.</summary>
internal sealed class HourlySums(Instant start, int hours, int channels)
{
    private readonly WholeSums[] _payments = new WholeSums[hours * channels];
    private readonly WholeSums[] _fen = new WholeSums[hours * channels];
    private readonly WholeSums[] _fenSoFar = new WholeSums[hours * channels];

    public int Runs { get; private set; }

    public void Add(HourlyObserver run)
    {
        Runs++;
        Span<long> soFar = stackalloc long[channels];
        for (var place = 0; place < _fen.Length; place++)
        {
            var channel = place % channels;
            soFar[channel] += run.PacketFen[place];
            _payments[place].Add(run.Payments[place]);
            _fen[place].Add(run.PacketFen[place]);
            _fenSoFar[place].Add(soFar[channel]);
        }
    }

    public ImmutableArray<ObservedHour> Hours() =>
    [
        .. Enumerable.Range(0, _fen.Length).Select(place => new ObservedHour(
            start + Duration.FromHours(place / channels),
            (SalesChannel)(place % channels),
            _payments[place].Over(Runs),
            _fen[place].Over(Runs),
            _fenSoFar[place].Over(Runs))),
    ];
}

using System.Collections.Immutable;

namespace DcepSim.Observations;

/// <summary>Sums over runs by place.</summary>
internal sealed class FlowSums(FlowPlaces places)
{
    private readonly WholeSums[] _payments = new WholeSums[places.Count];
    private readonly WholeSums[] _packetFen = new WholeSums[places.Count];
    private readonly WholeSums[] _ownMoneyFen = new WholeSums[places.Count];
    private readonly WholeSums[] _otherTenderFen = new WholeSums[places.Count];
    private int _runs;

    public void Add(ReadOnlySpan<FlowTally> run)
    {
        _runs++;
        for (var place = 0; place < run.Length; place++)
        {
            _payments[place].Add(run[place].Payments);
            _packetFen[place].Add(run[place].PacketFen);
            _ownMoneyFen[place].Add(run[place].OwnMoneyFen);
            _otherTenderFen[place].Add(run[place].OtherTenderFen);
        }
    }

    public ImmutableArray<ObservedFlow> Flows() =>
    [
        .. Enumerable.Range(0, places.Count).Select(place => new ObservedFlow(
            places.DistrictAt(place),
            places.CategoryAt(place),
            places.PlatformAt(place),
            places.MerchantsAt(place),
            _payments[place].Over(_runs),
            _packetFen[place].Over(_runs),
            _ownMoneyFen[place].Over(_runs),
            _otherTenderFen[place].Over(_runs))),
    ];
}

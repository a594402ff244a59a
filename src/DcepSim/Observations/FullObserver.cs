using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using NodaTime;

namespace DcepSim.Observations;

/// <summary>Sees one run in full. Four bytes an applicant, and what a merchant and an operator need.</summary>
internal sealed class FullObserver : IPaymentObserver
{
    private const int NotClaimed = -1;
    private const int HasSpent = -2;
    private const int SecondsPerHour = 3_600;

    private readonly long _startTicks;
    private readonly int _merchantsInStore;
    private readonly int[] _claimSecond;
    private readonly long[] _claimsByHour;
    private readonly long[] _firstSpendByHour;
    private readonly long[] _packetParts = new long[SizeScale.StartsFen.Length];
    private readonly long[] _purchases = new long[SizeScale.StartsFen.Length];
    private readonly MerchantTakings[] _merchants;
    private readonly OperatorFlow[] _operators;
    private long _claimants;
    private long _spenders;

    public FullObserver(Scenario scenario, Instant start, int hours)
    {
        _startTicks = start.ToUnixTimeTicks();
        _merchantsInStore = scenario.Merchants.Count;
        _claimSecond = GC.AllocateUninitializedArray<int>(scenario.Campaign.Applicants);
        Array.Fill(_claimSecond, NotClaimed);
        _claimsByHour = new long[hours];
        _firstSpendByHour = new long[hours];
        _merchants = new MerchantTakings[scenario.Merchants.Count + scenario.Merchants.OnlinePlatforms.Length];
        for (var merchant = 0; merchant < _merchants.Length; merchant++)
            _merchants[merchant] = new(merchant, merchant < _merchantsInStore ? SalesChannel.InStore : SalesChannel.Online, 0, 0, 0, 0);
        _operators = [.. scenario.Operators.Select((_, index) => new OperatorFlow(index, 0, 0, 0, 0, 0, 0))];
    }

    public bool Foresees => true;

    public unsafe void Foresee(int entrant)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref _claimSecond[entrant])); // a hint: should the array be moved meanwhile, it is of no use and does no harm
    }

    public void OnClaim(in ClaimRecord claim)
    {
        var second = SecondOf(claim.Time);
        ref var first = ref _claimSecond[claim.Entrant];
        if (first == NotClaimed)
        {
            _claimants++;
            first = second;
        }

        _claimsByHour[second / SecondsPerHour]++;
        ref var flow = ref _operators[claim.Operator];
        flow = flow with { Claims = flow.Claims + 1, ClaimedFen = flow.ClaimedFen + claim.Face.Fen };
    }

    public void OnPayment(in PaymentRecord payment)
    {
        var (packet, own, other) = (payment.Packet.Fen, payment.OwnMoney.Fen, payment.OtherTender.Fen);
        if (packet > 0)
        {
            _packetParts[SizeScale.PlaceOf(packet)]++;
            CountFirst(payment);
        }

        _purchases[SizeScale.PlaceOf(packet + own + other)]++;
        ref var merchant = ref _merchants[payment.Merchant.Value];
        merchant = new(merchant.Merchant, merchant.Channel, merchant.Payments + 1, merchant.PacketFen + packet, merchant.OwnMoneyFen + own, merchant.OtherTenderFen + other);
        ref var flow = ref _operators[payment.Operator];
        flow = new(flow.Operator, flow.Claims, flow.ClaimedFen, flow.Payments + 1, flow.PacketFen + packet, flow.OwnMoneyFen + own, flow.OtherTenderFen + other);
    }

    public RunObservations Observed(int run) => new()
    {
        Run = run,
        ClaimsByHour = ImmutableCollectionsMarshal.AsImmutableArray(_claimsByHour),
        FirstSpendByHour = ImmutableCollectionsMarshal.AsImmutableArray(_firstSpendByHour),
        Claimants = _claimants,
        NeverSpent = _claimants - _spenders,
        Sizes = [.. SizeScale.StartsFen.Select((from, place) => new PaymentSizes(from, UntilOf(place), _packetParts[place], _purchases[place]))],
        Merchants = ImmutableCollectionsMarshal.AsImmutableArray(_merchants),
        Operators = ImmutableCollectionsMarshal.AsImmutableArray(_operators),
    };

    private static long UntilOf(int place) => place + 1 < SizeScale.StartsFen.Length ? SizeScale.StartsFen[place + 1] : long.MaxValue;

    private void CountFirst(in PaymentRecord payment)
    {
        ref var claimed = ref _claimSecond[payment.Entrant];
        if (claimed == HasSpent)
            return;
        _spenders++;
        _firstSpendByHour[(SecondOf(payment.Time) - claimed) / SecondsPerHour]++;
        claimed = HasSpent;
    }

    private int SecondOf(Instant time) => (int)((time.ToUnixTimeTicks() - _startTicks) / NodaConstants.TicksPerSecond);
}

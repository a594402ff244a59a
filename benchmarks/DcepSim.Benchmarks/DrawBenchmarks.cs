using BenchmarkDotNet.Attributes;
using DcepSim.Campaigns;
using DcepSim.Statistics.Sampling;

namespace DcepSim.Benchmarks;

/// <summary>The lottery of a pilot's size, Luohu's in October 2020: 1,913,847 applicants for 50,000 red packets.</summary>
/// <remarks>The baseline is what one writes by hand: a list of all applicants, shuffled from one stream as far as there are winners. Whether a single applicant won,
/// nobody can check there without drawing all over again.</remarks>
[MemoryDiagnoser]
public class DrawBenchmarks
{
    private const int Applicants = 1_913_847;
    private const int Packets = 50_000;

    private static readonly DrawTerms FacesAndQuota = new(
    [
        new("large", Amount.FromYuan(500), Packets / 10),
        new("small", Amount.FromYuan(100), Packets / 2),
        new("resident", Amount.FromYuan(200), Packets / 10 * 4, "resident"),
    ]);

    private readonly RandomKey _key = RandomKey.FromSeed(1);
    private readonly byte[] _groups = new byte[Applicants];

    [GlobalSetup]
    public void Group()
    {
        for (var i = 0; i < _groups.Length; i++)
            _groups[i] = (byte)(i % 5 == 0 ? 1 : 0);
    }

    [Benchmark(Baseline = true)]
    public int[] ShuffleByHand()
    {
        var words = new KeyedWords(_key);
        var applicants = new int[Applicants];
        for (var i = 0; i < applicants.Length; i++)
            applicants[i] = i;
        for (var i = 0; i < Packets; i++)
        {
            var other = i + (int)words.Below((ulong)(Applicants - i));
            (applicants[i], applicants[other]) = (applicants[other], applicants[i]);
        }

        return applicants[..Packets];
    }

    [Benchmark]
    public int[] EqualPackets() => LotteryDraw.Winners(Applicants, Packets, _key);

    [Benchmark]
    public DrawOutcome ThreeFacesAndAQuota() => LotteryDraw.Draw(FacesAndQuota, Applicants, _groups, _key);
}

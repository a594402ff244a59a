using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DcepSim.Experiments;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using NodaTime;

namespace DcepSim.Branches;

/// <summary>Everything that an observer sees of a run before an instant, as a hash.</summary>
internal sealed class Past(Instant until) : IPaymentObserver, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Runs the campaign and all its variants and compares their pasts.</summary>
    /// <returns>The hash of each run's past.</returns>
    /// <exception cref="InvalidOperationException">A past is not the same: the program is wrong.</exception>
    public static ImmutableArray<string> Compare(
        Scenario trunk, Instant at, IReadOnlyList<BranchVariant> variants, ExperimentOptions options, CancellationToken cancellation)
    {
        var hashes = ImmutableArray.CreateBuilder<string>();
        for (var run = 1; run <= Math.Min(options.Runs, CampaignBranching.PastsCompared); run++)
        {
            var scenario = options.Ensemble?.Apply(trunk, run) ?? trunk;
            var hash = Of(new CampaignModel(scenario), at, options.Seed, run, cancellation);
            foreach (var variant in variants)
            {
                var other = Of(CampaignBranching.Model(scenario, variant, at, null), at, options.Seed, run, cancellation);
                if (other != hash)
                    throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Run {run} of variant \"{variant.Name}\" has another past ({other}) than the campaign ({hash})."));
            }

            hashes.Add(hash);
        }

        return hashes.ToImmutable();
    }

    public void OnPayment(in PaymentRecord payment)
    {
        if (payment.Time < until)
            Add((payment with { Sequence = 0 }).ToString()); // numbers are given by batch, and a batch may reach over the instant
    }

    public void OnClaim(in ClaimRecord claim)
    {
        if (claim.Time < until)
            Add(claim.ToString());
    }

    public void Dispose() => _hash.Dispose();

    private static string Of(CampaignModel model, Instant at, long seed, int run, CancellationToken cancellation)
    {
        using var past = new Past(at);
        new CampaignRun(model).Execute(CampaignExperiment.KeyOf(seed, run), past, cancellation: cancellation);
        return Convert.ToHexStringLower(past._hash.GetHashAndReset());
    }

    private void Add(string line) => _hash.AppendData(Encoding.UTF8.GetBytes(line));
}

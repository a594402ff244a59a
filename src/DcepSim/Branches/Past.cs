using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using DcepSim.Experiments;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using NodaTime;

namespace DcepSim.Branches;

/// <summary>Everything that an observer sees of a run before an instant, as a hash.</summary>
internal sealed class Past(Instant until) : IPaymentObserver, IDisposable
{
    private const int FieldsMax = 8;

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
        // Without its sequence: numbers are given by batch, and a batch may reach over the instant.
        if (payment.Time < until)
            Add([payment.Time.ToUnixTimeTicks(), payment.Entrant, payment.Operator, payment.Merchant.Value, payment.Packet.Fen, payment.OwnMoney.Fen, payment.OtherTender.Fen, payment.PacketLeft.Fen]);
    }

    public void OnClaim(in ClaimRecord claim)
    {
        if (claim.Time < until)
            Add([claim.Time.ToUnixTimeTicks(), claim.Entrant, claim.Operator, claim.Face.Fen]);
    }

    public void Dispose() => _hash.Dispose();

    private static string Of(CampaignModel model, Instant at, long seed, int run, CancellationToken cancellation)
    {
        using var past = new Past(at);
        new CampaignRun(model).Execute(CampaignExperiment.KeyOf(seed, run), past, cancellation: cancellation);
        return Convert.ToHexStringLower(past._hash.GetHashAndReset());
    }

    // The number of fields goes before them: what is a claim is told from what is a payment.
    private void Add(ReadOnlySpan<long> fields)
    {
        Span<byte> bytes = stackalloc byte[(1 + FieldsMax) * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, fields.Length);
        for (var i = 0; i < fields.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes[((1 + i) * sizeof(long))..], fields[i]);
        _hash.AppendData(bytes[..((1 + fields.Length) * sizeof(long))]);
    }
}

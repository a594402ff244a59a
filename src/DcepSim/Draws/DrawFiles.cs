using DcepSim.Campaigns;

namespace DcepSim.Draws;

/// <summary>
/// Draws from an entrant list on disk, and checks such a draw: <c>commitment.json</c>, <c>proof.json</c> and the list are all that anybody needs.
/// </summary>
/// <remarks>
/// <para>Files are there whole or not at all. What a person may get wrong (a missing file, a faulty list, an altered proof) comes back as an
/// outcome with a message; only misuse and cancellation throw. Lists are read as a stream and hashed on all cores; different draws may run
/// side by side in different folders.</para>
/// </remarks>
public static class DrawFiles
{
    /// <summary>The name of the proof in the output folder.</summary>
    public const string ProofName = "proof.json";

    /// <summary>The name of the commitment in the output folder.</summary>
    public const string CommitmentName = "commitment.json";

    /// <summary>The name of a made-up entrant list in the output folder.</summary>
    public const string EntrantsName = "entrants.txt";

    private const long ProofBytesMax = 1 << 30;

    /// <summary>Writes a made-up list for a scenario: the numbers from 1 to <paramref name="count"/>, one a line, all with as many digits as
    /// the largest, so that number n is entrant n − 1 of the draw.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="count">How many entrants, 1 and up.</param>
    /// <param name="cancellationToken">Leaves no file behind when cancelled.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteNumberedEntrants(string path, int count, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        EntrantFile.WriteNumbered(path, count, [], cancellationToken);
    }

    /// <summary>Makes a draw and writes its commitment and proof.</summary>
    /// <param name="order">What to draw.</param>
    /// <param name="progress">Told how far it is; may be called from several threads.</param>
    /// <param name="cancellationToken">Leaves no half-written file behind when cancelled.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ArgumentException">The order has no beacon.</exception>
    public static DrawRunOutcome Run(DrawOrder order, IProgress<DrawProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Beacon is null)
            throw new ArgumentException("A draw needs its beacon; without one it can only be committed to.", nameof(order));
        if (InTheWay(order) is { } obstacle)
            return new(DrawRunFault.OutputInTheWay, obstacle);
        if (Prepare(order, progress, cancellationToken, out var tree, out var commitment) is { } fault)
            return fault;

        progress?.Report(new(DrawStage.Drawing, 0));
        var proof = DrawProof.Draw(commitment, tree, order.Beacon);
        progress?.Report(new(DrawStage.Writing, 0));
        cancellationToken.ThrowIfCancellationRequested();
        return Write(order, commitment, proof);
    }

    /// <summary>Writes the commitment to a list and its prizes, to be published before the beacon is known. A draw from the same list with
    /// the same terms keeps it.</summary>
    /// <param name="order">What will be drawn; its beacon is not looked at.</param>
    /// <param name="progress">Told how far it is; may be called from several threads.</param>
    /// <param name="cancellationToken">Leaves no half-written file behind when cancelled.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static DrawRunOutcome Commit(DrawOrder order, IProgress<DrawProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (InTheWay(order) is { } obstacle)
            return new(DrawRunFault.OutputInTheWay, obstacle);
        return Prepare(order, progress, cancellationToken, out _, out var commitment) ?? Write(order, commitment, proof: null);
    }

    /// <summary>Checks a proof by making the draw again.</summary>
    /// <param name="proofPath">The proof.</param>
    /// <param name="entrantsPath">The entrant list.</param>
    /// <param name="beacon">The beacon as its public source gives it.</param>
    /// <param name="publishedCommitment">The commitment's fingerprint as it was published before the draw; <c>default</c> leaves this out.</param>
    /// <param name="progress">Told how far it is; may be called from several threads.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static DrawVerdict Verify(
        string proofPath,
        string entrantsPath,
        Beacon beacon,
        Digest publishedCommitment = default,
        IProgress<DrawProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(proofPath);
        ArgumentException.ThrowIfNullOrEmpty(entrantsPath);
        ArgumentNullException.ThrowIfNull(beacon);
        try
        {
            var proof = DrawProofFormat.ReadProof(ReadProofBytes(proofPath));
            var verdict = DrawVerifier.CheckBeforeList(proof, beacon, publishedCommitment);
            return verdict.Holds ? CheckList(proof, entrantsPath, beacon, publishedCommitment, progress, cancellationToken) : verdict;
        }
        catch (DrawProofException error)
        {
            return new(error.Verdict.Fault, $"{proofPath}: {error.Verdict.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(DrawFault.FileUnreadable, WhyUnreadable("proof", proofPath, error));
        }
    }

    /// <summary>Why the files of a draw, and others beside them, cannot go where they are ordered to; <c>null</c> when they can.</summary>
    internal static string? InTheWay(DrawOrder order, params ReadOnlySpan<string> besides)
    {
        if (File.Exists(order.OutputFolder))
            return $"'{order.OutputFolder}' is a file; the draw needs a folder.";
        foreach (var path in (string[])[Path.Combine(order.OutputFolder, ProofName), Path.Combine(order.OutputFolder, CommitmentName), .. besides])
        {
            if (!order.Overwrite && File.Exists(path))
                return $"'{path}' is there already, from an earlier draw.";
        }

        return null;
    }

    /// <summary>Reads the list and makes the commitment to it, or says why not.</summary>
    private static DrawRunOutcome? Prepare(
        DrawOrder order, IProgress<DrawProgress>? progress, CancellationToken cancellationToken, out EntrantTree tree, out DrawCommitment commitment)
    {
        (tree, commitment) = (null!, null!);
        try
        {
            tree = EntrantFile.Read(order.EntrantsPath, progress, cancellationToken);
        }
        catch (EntrantListException error)
        {
            return new(DrawRunFault.EntrantListFaulty, $"{order.EntrantsPath}: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(DrawRunFault.EntrantsUnreadable, WhyUnreadable("entrant list", order.EntrantsPath, error));
        }

        commitment = new DrawCommitment(order.Campaign, order.TermsFingerprint, order.Terms, tree.Entrants.Count, tree.Root, order.BeaconSource);
        return order.PublishedCommitment.IsNone || order.PublishedCommitment == commitment.Fingerprint()
            ? null
            : new(DrawRunFault.CommitmentBroken, $"The commitment published was {order.PublishedCommitment}; this list with these terms gives {commitment.Fingerprint()}.");
    }

    private static DrawVerdict CheckList(
        DrawProof proof,
        string entrantsPath,
        Beacon beacon,
        Digest publishedCommitment,
        IProgress<DrawProgress>? progress,
        CancellationToken cancellationToken)
    {
        try
        {
            var tree = EntrantFile.Read(entrantsPath, progress, cancellationToken);
            progress?.Report(new(DrawStage.Drawing, 0));
            return DrawVerifier.Check(proof, tree, beacon, publishedCommitment);
        }
        catch (EntrantListException error)
        {
            return new(DrawFault.EntrantListFaulty, $"{entrantsPath}: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(DrawFault.FileUnreadable, WhyUnreadable("entrant list", entrantsPath, error));
        }
    }

    private static DrawRunOutcome Write(DrawOrder order, DrawCommitment commitment, DrawProof? proof)
    {
        var (proofPath, commitmentPath) = (Path.Combine(order.OutputFolder, ProofName), Path.Combine(order.OutputFolder, CommitmentName));
        try
        {
            Directory.CreateDirectory(order.OutputFolder);
            File.Delete(proofPath); // an old proof never stands beside a new commitment
            WholeFile.Write(commitmentPath, stream => DrawProofFormat.Write(commitment, stream));
            if (proof is not null)
                WholeFile.Write(proofPath, stream => DrawProofFormat.Write(proof, stream));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(DrawRunFault.OutputFailed, $"The files could not be written to '{order.OutputFolder}': {error.Message}");
        }

        return proof is null
            ? new(DrawRunFault.None, $"Committed to {commitment.Entrants} entrants and {commitment.Draw.Places} places: {commitment.Fingerprint()}", null, null, commitmentPath)
            : new(
                DrawRunFault.None,
                $"{proof.Winners.Length} winners drawn among {commitment.Entrants} entrants under commitment {proof.CommitmentFingerprint}.",
                proof,
                proofPath,
                commitmentPath);
    }

    private static byte[] ReadProofBytes(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        if (stream.Length > ProofBytesMax)
            throw new DrawProofException(new(DrawFault.ProofUnreadable, $"The file has {stream.Length} bytes; a proof has at most {ProofBytesMax}."));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string WhyUnreadable(string what, string path, Exception error) => error switch
    {
        _ when Directory.Exists(path) => $"The {what} '{path}' is a folder; a file is needed.",
        FileNotFoundException or DirectoryNotFoundException => $"The {what} '{path}' is not there.",
        _ => $"The {what} '{path}' cannot be read: {error.Message}",
    };
}

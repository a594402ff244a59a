using System.Security.Cryptography;

namespace DcepSim.Results;

/// <summary>A result file as its manifest knows it.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">SHA-256 of its bytes, in lower-case hexadecimal digits.</param>
public sealed record WrittenFile(string Name, long Length, string Sha256)
{
    private const int BytesAtOnce = 1 << 20;

    internal static WrittenFile Of(string folder, string name)
    {
        using var file = new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.Read, BytesAtOnce, FileOptions.SequentialScan);
        return new(name, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}

using System.Security.Cryptography;

namespace DcepSim.Web.Serve;

/// <summary>What a visitor from another machine must show.</summary>
public static class AccessToken
{
    private const int Bytes = 24;

    /// <summary>A token that nobody can guess: 192 bits of the machine's entropy, in 48 hexadecimal digits.</summary>
    public static string Make() => RandomNumberGenerator.GetHexString(Bytes * 2, lowercase: true);
}

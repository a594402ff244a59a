using System.Globalization;

namespace DcepSim.Scenarios;

/// <summary>Amounts of scenario files: yuan in digits, turned into fen digit by digit.</summary>
internal static class ScenarioYuan
{
    /// <summary>Reads digits, a point and at most two more digits; negative numbers are read too, so that they can be refused by name.</summary>
    public static bool TryParseFen(string text, out long fen)
    {
        fen = 0;
        var negative = text.StartsWith('-');
        var digits = negative ? text.AsSpan(1) : text.AsSpan();
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        if (fraction.Length > 2 || whole.Length > 16)
            return false;

        Span<char> all = stackalloc char[18];
        whole.CopyTo(all);
        all.Slice(whole.Length, 2).Fill('0');
        fraction.CopyTo(all[whole.Length..]);
        if (!long.TryParse(all[..(whole.Length + 2)], NumberStyles.None, CultureInfo.InvariantCulture, out fen))
            return false;
        if (negative)
            fen = -fen;
        return true;
    }

    public static string Format(Amount amount) => amount.Fen % 100 == 0
        ? (amount.Fen / 100).ToString(CultureInfo.InvariantCulture)
        : amount.ToString();
}

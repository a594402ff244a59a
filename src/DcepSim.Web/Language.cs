using System.Globalization;

namespace DcepSim.Web;

/// <summary>A language that pages are written in.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class Language
{
    private Language(string code, string name, string tag)
    {
        Code = code;
        Name = name;
        Tag = tag;
        Culture = CultureInfo.GetCultureInfo(code); // a culture with a script in its name is written otherwise where cultures are invariant, and its texts are not found
    }

    /// <summary>English.</summary>
    public static Language English { get; } = new("en", "English", "en");

    /// <summary>Simplified Chinese (简体中文).</summary>
    public static Language Chinese { get; } = new("zh", "中文", "zh-Hans");

    /// <summary>All of them; the first is used where nothing else is asked for.</summary>
    public static IReadOnlyList<Language> All { get; } = [English, Chinese];

    /// <summary>How it is asked for on command lines and in addresses: <c>en</c> or <c>zh</c>.</summary>
    public string Code { get; }

    /// <summary>Its name in itself.</summary>
    public string Name { get; }

    /// <summary>What a page says it is in: <c>en</c> or <c>zh-Hans</c>.</summary>
    public string Tag { get; }

    /// <summary>By which texts are looked up and numbers written.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The language of a tag such as <c>zh-CN</c>, <c>zh_CN.UTF-8</c> or <c>en</c>; null where there is none for it.</summary>
    public static Language? Of(string? tag) =>
        All.FirstOrDefault(one => tag is not null && tag.StartsWith(one.Code, StringComparison.OrdinalIgnoreCase) && (tag.Length == 2 || !char.IsAsciiLetter(tag[2])));

    /// <summary>The language of this process's environment: of <c>LC_ALL</c>, <c>LC_MESSAGES</c> or <c>LANG</c>, the first that is set.</summary>
    public static Language OfEnvironment()
    {
        var set = new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return Of(set) ?? English;
    }

    /// <summary>Its code.</summary>
    public override string ToString() => Code;
}

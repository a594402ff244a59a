using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using DcepSim.Web;

namespace DcepSim.WebTests;

/// <summary>Both languages say everything, with the same places to fill.</summary>
public partial class WordingTests
{
    public static TheoryData<string> Parts => [.. typeof(Wording).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".resources", StringComparison.Ordinal)).Select(name => name[..^".resources".Length])];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Chinese_has_every_text_that_English_has(string part)
    {
        var texts = new ResourceManager(part, typeof(Wording).Assembly);
        var english = Texts(texts, CultureInfo.InvariantCulture);
        var chinese = Texts(texts, Language.Chinese.Culture);
        Assert.NotEmpty(english);
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, text => Assert.Equal(Places(text.Value), Places(chinese[text.Key])));
    }

    [Theory]
    [InlineData("zh_CN.UTF-8", "zh")]
    [InlineData("zh-Hans", "zh")]
    [InlineData("en_US.UTF-8", "en")]
    [InlineData("en", "en")]
    [InlineData("zhx", null)]
    [InlineData("C.UTF-8", null)]
    [InlineData(null, null)]
    public void A_tag_names_its_language(string? tag, string? code)
    {
        Assert.Equal(code, Language.Of(tag)?.Code);
    }

    private static Dictionary<string, string> Texts(ResourceManager texts, CultureInfo culture) =>
        texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex Place();
}

namespace DcepSim.Web.Serve;

/// <summary>One visitor's request as pages see it: the language, and the proof that a form came from here.</summary>
/// <param name="Text">The texts.</param>
/// <param name="FormToken">Goes into every form; empty where a page has none.</param>
/// <param name="Path">The page's own address without its query.</param>
/// <param name="Query">The query without the language, with its question mark; empty for none.</param>
public sealed record Visit(Wording Text, string FormToken, string Path, string Query)
{
    /// <summary>The name of the form field that carries <see cref="FormToken"/>.</summary>
    public const string FormTokenName = "form-token";

    /// <summary>The language.</summary>
    public Language Language => Text.Language;

    /// <summary>The address of this page in a language.</summary>
    public string In(Language language) => $"{Path}{(Query.Length == 0 ? "?" : Query + "&")}lang={language}";
}

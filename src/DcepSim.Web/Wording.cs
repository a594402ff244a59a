using System.Resources;

namespace DcepSim.Web;

/// <summary>The texts of a part of the pages in one language, by key. Components hold keys, never sentences.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class Wording
{
    private readonly ResourceManager _texts;

    /// <summary>The texts of one resource file, <c>Part.resx</c> with <c>Part.zh.resx</c> beside it.</summary>
    /// <param name="part">Folder and name below this room, such as <c>Serve.ServeText</c>.</param>
    /// <param name="language">The language.</param>
    public Wording(string part, Language language)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(part);
        ArgumentNullException.ThrowIfNull(language);
        _texts = new ResourceManager($"{typeof(Wording).Namespace}.{part}", typeof(Wording).Assembly);
        Language = language;
    }

    /// <summary>Which language it is in.</summary>
    public Language Language { get; }

    /// <summary>One text.</summary>
    /// <exception cref="ArgumentException">There is no text of that key.</exception>
    public string this[string key] =>
        _texts.GetString(key, Language.Culture) ?? throw new ArgumentException($"{_texts.BaseName} has no text \"{key}\".", nameof(key));

    /// <summary>One text, or something else where there is no text of that key: for names that others may add to.</summary>
    public string Or(string key, string otherwise) => _texts.GetString(key, Language.Culture) ?? otherwise;

    /// <summary>One text with its places filled, numbers written as the language writes them.</summary>
    /// <exception cref="ArgumentException">There is no text of that key.</exception>
    /// <exception cref="FormatException">The text has more places than there are values.</exception>
    public string Format(string key, params ReadOnlySpan<object?> values) => string.Format(Language.Culture, this[key], values);
}

using DcepSim.Web;
using Radzen.Blazor;

namespace DcepSim.WebTests;

/// <summary>Components become text without a browser.</summary>
public class StaticMarkupTests
{
    [Fact]
    public async Task A_text_is_encoded_on_its_way_to_the_page()
    {
        await using var markup = new StaticMarkup();
        var html = await markup.RenderAsync<RadzenText>(new Dictionary<string, object?> { [nameof(RadzenText.Text)] = "<script>alert(1)</script>" });
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }
}

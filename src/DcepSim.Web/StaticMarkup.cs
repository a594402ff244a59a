using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using Radzen;

namespace DcepSim.Web;

/// <summary>Renders Razor components to HTML without a browser: the one way by which report and live view become text.</summary>
/// <remarks>Safe to use from several threads; each rendering has a renderer of its own.</remarks>
public sealed class StaticMarkup : IAsyncDisposable
{
    private readonly ServiceProvider _parts;

    /// <summary>Gets ready to render.</summary>
    public StaticMarkup()
    {
        var parts = new ServiceCollection();
        parts.AddScoped<IJSRuntime, NoScript>();
        parts.AddScoped<NavigationManager, NoNavigation>();
        parts.AddRadzenComponents();
        parts.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // pages are UTF-8: what means something to HTML is encoded, Chinese is not
        _parts = parts.BuildServiceProvider();
    }

    /// <summary>Renders one component and all that is in it.</summary>
    /// <typeparam name="TComponent">The component.</typeparam>
    /// <param name="parameters">Its parameters by name; null for none.</param>
    /// <returns>HTML; every text in it is encoded.</returns>
    public async Task<string> RenderAsync<TComponent>(IReadOnlyDictionary<string, object?>? parameters = null)
        where TComponent : IComponent
    {
        var scope = _parts.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var renderer = new HtmlRenderer(scope.ServiceProvider, NullLoggerFactory.Instance);
            await using (renderer.ConfigureAwait(false))
            {
                return await renderer.Dispatcher.InvokeAsync(async () =>
                {
                    var view = ParameterView.FromDictionary(parameters?.ToDictionary() ?? []);
                    var root = await renderer.RenderComponentAsync<TComponent>(view).ConfigureAwait(false);
                    return root.ToHtmlString();
                }).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Lets go of what renderings share.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private sealed class NoScript : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => ValueTask.FromResult(default(TValue)!);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => ValueTask.FromResult(default(TValue)!);
    }

    private sealed class NoNavigation : NavigationManager
    {
        public NoNavigation() => Initialize("http://localhost/", "http://localhost/");

        protected override void NavigateToCore(string uri, bool forceLoad)
        {
        }
    }
}

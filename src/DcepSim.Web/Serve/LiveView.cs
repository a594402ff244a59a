using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace DcepSim.Web.Serve;

/// <summary>The live view: a web server for scenarios, runs and results, for one person at one machine.</summary>
/// <remarks>Works are processes of their own; stopping the server stops them. Metrics are sent by OTLP when the usual variables
/// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its relatives) ask for it.</remarks>
public sealed class LiveView : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly StaticMarkup _markup;
    private readonly WorkFloor _works;
    private readonly MeterProvider? _metrics;

    private LiveView(WebApplication server, StaticMarkup markup, WorkFloor works, MeterProvider? metrics) =>
        (_server, _markup, _works, _metrics) = (server, markup, works, metrics);

    /// <summary>Where it listens, without a token.</summary>
    public Uri Address => new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private Uri AddressFromHere => Address is { Host: "0.0.0.0" or "[::]" } any ? new UriBuilder(any) { Host = "localhost" }.Uri : Address;

    /// <summary>Starts it, and asks for each page once: the first visitor finds all of them warm.</summary>
    /// <param name="options">How and where.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="IOException">The port is taken, or may not be listened at.</exception>
    public static async Task<LiveView> StartAsync(ServeOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Address, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.RequestBytesMax;
            kestrel.Limits.MaxConcurrentConnections = 1_000;
            kestrel.Limits.MaxRequestLineSize = 4_096;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAntiforgery(forms =>
        {
            forms.FormFieldName = Visit.FormTokenName;
            forms.Cookie.Name = "dcepsim-form";
            forms.Cookie.SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Strict;
            forms.SuppressXFrameOptionsHeader = true;
        });
        var server = builder.Build();
        var markup = new StaticMarkup();
        var results = new ResultShelf(options.Folder);
        var works = new WorkFloor(options, results);
        var antiforgery = server.Services.GetRequiredService<IAntiforgery>();
        var pages = new PageWriter(markup, antiforgery);
        server.Use(next => context => new Gate(options, pages, antiforgery).PassAsync(context, next));
        var scenarios = new ScenarioShelf(options.Folder);
        new Doors(options, pages, works, results, scenarios).Open(server);
        var view = new LiveView(server, markup, works, Metrics());
        try
        {
            await server.StartAsync(cancellation).ConfigureAwait(false);
            await new FirstVisit(view.AddressFromHere, options.Token, options.Complain).MakeAsync(scenarios.Names()[0], results.Names() is [var latest, ..] ? latest : null, cancellation).ConfigureAwait(false);
            return view;
        }
        catch
        {
            await view.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Serves until it is told to stop.</summary>
    /// <param name="cancellation">Tells it so; a signal to the process does too.</param>
    public Task WaitAsync(CancellationToken cancellation) => _server.WaitForShutdownAsync(cancellation);

    /// <summary>Stops the works, then the server.</summary>
    public async ValueTask DisposeAsync()
    {
        await _works.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        await _markup.DisposeAsync().ConfigureAwait(false);
        _metrics?.Dispose();
    }

    private static MeterProvider? Metrics()
    {
        string[] asked = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];
        var isOff = string.Equals(Environment.GetEnvironmentVariable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);
        if (isOff || asked.All(name => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))))
            return null;
        return Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("dcepsim", serviceVersion: Results.ProgramVersion.Version))
            .AddMeter(WorkFloor.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter()
            .Build();
    }
}

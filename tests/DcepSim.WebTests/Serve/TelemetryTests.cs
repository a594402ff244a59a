using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DcepSim.WebTests.Serve;

/// <summary>What watches a server from outside: a health page, and metrics by OTLP to whoever the environment names.</summary>
public class TelemetryTests
{
    private static readonly string[] Wanted = ["dcepsim.works.started", "dcepsim.works.going", "http.server.request.duration", "dotnet.gc.collections", "service.name", "dcepsim"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_answers_ok()
    {
        await using var server = await Server.StartAsync();
        using var visitor = server.NewVisitor();

        using var answer = await visitor.GetAsync("/health");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("ok\n", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Metrics_reach_the_receiver_that_the_environment_names()
    {
        using var receiver = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort()}/";
        receiver.Prefixes.Add(address);
        receiver.Start();
        var folder = Directory.CreateTempSubdirectory("dcepsim-otlp-");
        var start = new ProcessStartInfo("dotnet", [Server.CommandLine, "serve", "--port", "0", "--dir", folder.FullName]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = address;
        start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        start.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
        using var serve = Process.Start(start)!;
        try
        {
            using var visitor = new Visitor(new(await serve.StandardOutput.ReadLineAsync(Cancellation) ?? ""));
            using var started = await visitor.PostAsync("/bench", "/bench", ("transfers", "2000"), ("accounts", "1000"), ("submitters", "1"), ("batch", "100"), ("mix", "transfers"), ("durability", "none"));
            Assert.Equal(HttpStatusCode.SeeOther, started.StatusCode);

            var missing = Wanted.ToHashSet();
            while (missing.Count > 0)
            {
                var context = await receiver.GetContextAsync().WaitAsync(Cancellation);
                Assert.Equal("/v1/metrics", context.Request.Url!.AbsolutePath);
                Assert.Equal("application/x-protobuf", context.Request.ContentType);
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body, Cancellation);
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close(); // an empty answer: all was taken
                var text = Encoding.Latin1.GetString(body.ToArray()); // names stand in it as they are
                missing.RemoveWhere(name => text.Contains(name, StringComparison.Ordinal));
            }
        }
        finally
        {
            serve.Kill(entireProcessTree: true);
            await serve.WaitForExitAsync(CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

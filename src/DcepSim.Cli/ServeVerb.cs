using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Reflection;
using DcepSim.Web.Serve;

namespace DcepSim.Cli;

/// <summary><c>dcepsim serve</c>: the live view in a browser.</summary>
internal sealed class ServeVerb
{
    private const string Description = """
        Shows scenarios, runs and results in a browser, and lets you change and start them there.

        Examples:
          dcepsim serve
          dcepsim serve --port 8080 --dir results
          dcepsim serve --address 0.0.0.0 --allow-remote

        Only this machine is answered unless --address names another address, which needs
        --allow-remote: then whoever comes must know the token that is printed at the start. There is
        no encryption; put a proxy with TLS in front of it on a network that is not your own. Work is
        done by processes of lower priority and ends with the server.
        OTEL_EXPORTER_OTLP_ENDPOINT and its relatives send metrics by OTLP; /health answers ok.
        """;

    private readonly Terminal _terminal;
    private readonly Option<int> _port = NumberOption.Make("--port", "N", "The port; 0 takes a free one.", ServeOptions.PortPreset, 0, IPEndPoint.MaxPort);
    private readonly Option<string> _address = new("--address") { Description = "The address to listen at.", DefaultValueFactory = _ => "127.0.0.1", HelpName = "IP" };
    private readonly Option<bool> _allowRemote = new("--allow-remote") { Description = "Answer other machines too, to whoever knows the token." };
    private readonly Option<string> _folder = new("--dir") { Description = "The folder of results.", DefaultValueFactory = _ => "./dcepsim-results", HelpName = "DIR" };
    private readonly Option<int> _works = NumberOption.Make("--works", "N", "How much work may go on at once.", 2, 1, 64);

    private ServeVerb(Terminal terminal)
    {
        _terminal = terminal;
        _address.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !IPAddress.TryParse(token.Value, out _))
                result.AddError($"--address is \"{token.Value}\"; allowed: an IP address such as 127.0.0.1.");
        });
    }

    public static Command Make(Terminal terminal)
    {
        var verb = new ServeVerb(terminal);
        var command = new Command("serve", Description) { verb._port, verb._address, verb._allowRemote, verb._folder, verb._works };
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var address = IPAddress.Parse(parsed.GetRequiredValue(_address));
        var isRemote = !IPAddress.IsLoopback(address);
        if (isRemote && !parsed.GetValue(_allowRemote))
        {
            await _terminal.Error.WriteLineAsync($"dcepsim: --address {address} lets other machines in; say so with --allow-remote.").ConfigureAwait(false);
            return ExitCode.Misuse;
        }

        if (File.Exists(parsed.GetRequiredValue(_folder)))
        {
            await _terminal.Error.WriteLineAsync($"dcepsim: {parsed.GetValue(_folder)} is a file; name another folder with --dir.").ConfigureAwait(false);
            return ExitCode.Misuse;
        }

        var options = new ServeOptions
        {
            Address = address,
            Port = parsed.GetValue(_port),
            Token = isRemote ? AccessToken.Make() : null,
            Folder = parsed.GetRequiredValue(_folder),
            Program = [.. OwnProgram()],
            WorksMax = parsed.GetValue(_works),
            Complain = _terminal.Error.WriteLine,
            Clock = _terminal.Clock,
        };
        var view = await LiveView.StartAsync(options, cancellation).ConfigureAwait(false);
        await using (view.ConfigureAwait(false))
        {
            var shown = string.Create(CultureInfo.InvariantCulture, $"http://{(address.Equals(IPAddress.Any) ? Dns.GetHostName() : address.ToString())}:{view.Address.Port}/");
            await _terminal.Output.WriteLineAsync(options.Token is null ? shown : $"{shown}?token={options.Token}").ConfigureAwait(false);
            await _terminal.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await _terminal.Error.WriteLineAsync("Open this address in a browser; Ctrl-C ends the server and its work.").ConfigureAwait(false);
            await view.WaitAsync(cancellation).ConfigureAwait(false);
        }

        return ExitCode.Success;
    }

    /// <summary>How this very program is started again.</summary>
    private static string[] OwnProgram()
    {
        var process = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, Assembly.GetExecutingAssembly().Location] : [process];
    }
}

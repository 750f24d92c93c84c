using System.Text.Json;

namespace Berth.Docker;

// Reads what a container runs: one method a record, on the start of its object.
internal static partial class ApiReader
{
    public static ContainerConfig ContainerConfig(ref Utf8JsonReader json)
    {
        string? hostname = null;
        string? domainname = null;
        string? user = null;
        bool attachStdin = false;
        bool attachStdout = false;
        bool attachStderr = false;
        IReadOnlyDictionary<string, EmptyObject>? exposedPorts = null;
        bool tty = false;
        bool openStdin = false;
        bool stdinOnce = false;
        IReadOnlyList<string>? env = null;
        IReadOnlyList<string>? cmd = null;
        HealthConfig? healthcheck = null;
        bool argsEscaped = false;
        string? image = null;
        IReadOnlyDictionary<string, EmptyObject>? volumes = null;
        string? workingDir = null;
        IReadOnlyList<string>? entrypoint = null;
        bool networkDisabled = false;
        string? macAddress = null;
        IReadOnlyList<string>? onBuild = null;
        IReadOnlyDictionary<string, string>? labels = null;
        string? stopSignal = null;
        int? stopTimeout = null;
        IReadOnlyList<string>? shell = null;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Hostname"u8)) { hostname = json.Text(); }
            else if (json.ValueTextEquals("Domainname"u8)) { domainname = json.Text(); }
            else if (json.ValueTextEquals("User"u8)) { user = json.Text(); }
            else if (json.ValueTextEquals("AttachStdin"u8)) { attachStdin = json.Bool(); }
            else if (json.ValueTextEquals("AttachStdout"u8)) { attachStdout = json.Bool(); }
            else if (json.ValueTextEquals("AttachStderr"u8)) { attachStderr = json.Bool(); }
            else if (json.ValueTextEquals("ExposedPorts"u8)) { exposedPorts = json.Map(JsonReading.CurrentEmpty); }
            else if (json.ValueTextEquals("Tty"u8)) { tty = json.Bool(); }
            else if (json.ValueTextEquals("OpenStdin"u8)) { openStdin = json.Bool(); }
            else if (json.ValueTextEquals("StdinOnce"u8)) { stdinOnce = json.Bool(); }
            else if (json.ValueTextEquals("Env"u8)) { env = json.Texts(); }
            else if (json.ValueTextEquals("Cmd"u8)) { cmd = json.Texts(); }
            else if (json.ValueTextEquals("Healthcheck"u8)) { healthcheck = json.Object(HealthConfig); }
            else if (json.ValueTextEquals("ArgsEscaped"u8)) { argsEscaped = json.Bool(); }
            else if (json.ValueTextEquals("Image"u8)) { image = json.Text(); }
            else if (json.ValueTextEquals("Volumes"u8)) { volumes = json.Map(JsonReading.CurrentEmpty); }
            else if (json.ValueTextEquals("WorkingDir"u8)) { workingDir = json.Text(); }
            else if (json.ValueTextEquals("Entrypoint"u8)) { entrypoint = json.Texts(); }
            else if (json.ValueTextEquals("NetworkDisabled"u8)) { networkDisabled = json.Bool(); }
            else if (json.ValueTextEquals("MacAddress"u8)) { macAddress = json.Text(); }
            else if (json.ValueTextEquals("OnBuild"u8)) { onBuild = json.Texts(); }
            else if (json.ValueTextEquals("Labels"u8)) { labels = json.Map(JsonReading.CurrentText); }
            else if (json.ValueTextEquals("StopSignal"u8)) { stopSignal = json.Text(); }
            else if (json.ValueTextEquals("StopTimeout"u8)) { stopTimeout = json.OptionalInt32(); }
            else if (json.ValueTextEquals("Shell"u8)) { shell = json.Texts(); }
            else { json.SkipMember(); }
        }

        return new ContainerConfig
        {
            Hostname = hostname!,
            Domainname = domainname!,
            User = user!,
            AttachStdin = attachStdin,
            AttachStdout = attachStdout,
            AttachStderr = attachStderr,
            ExposedPorts = exposedPorts,
            Tty = tty,
            OpenStdin = openStdin,
            StdinOnce = stdinOnce,
            Env = env,
            Cmd = cmd,
            Healthcheck = healthcheck,
            ArgsEscaped = argsEscaped,
            Image = image!,
            Volumes = volumes,
            WorkingDir = workingDir!,
            Entrypoint = entrypoint,
            NetworkDisabled = networkDisabled,
            MacAddress = macAddress,
            OnBuild = onBuild,
            Labels = labels,
            StopSignal = stopSignal,
            StopTimeout = stopTimeout,
            Shell = shell,
        };
    }

    public static HealthConfig HealthConfig(ref Utf8JsonReader json)
    {
        IReadOnlyList<string>? test = null;
        long interval = 0;
        long timeout = 0;
        long startPeriod = 0;
        long startInterval = 0;
        int retries = 0;
        json.ExpectObject();
        while (json.NextMember())
        {
            if (json.ValueTextEquals("Test"u8)) { test = json.Texts(); }
            else if (json.ValueTextEquals("Interval"u8)) { interval = json.Int64(); }
            else if (json.ValueTextEquals("Timeout"u8)) { timeout = json.Int64(); }
            else if (json.ValueTextEquals("StartPeriod"u8)) { startPeriod = json.Int64(); }
            else if (json.ValueTextEquals("StartInterval"u8)) { startInterval = json.Int64(); }
            else if (json.ValueTextEquals("Retries"u8)) { retries = json.Int32(); }
            else { json.SkipMember(); }
        }

        return new HealthConfig
        {
            Test = test,
            Interval = interval,
            Timeout = timeout,
            StartPeriod = startPeriod,
            StartInterval = startInterval,
            Retries = retries,
        };
    }
}

namespace Berth.Compose;

/// <summary>Limits and replicas can be set in two places, which must agree.</summary>
internal static class ResourceLimits
{
    public static void Check(ServiceConfig service, DiagnosticSink diagnostics)
    {
        CheckReplicas(service, diagnostics);
        if (service.Deploy is not { } deploy)
        {
            return;
        }

        // A limits section that says nothing of a resource counts as zero, and zero differs from the older attribute.
        DeployResource? limits = deploy.Resources.Limits;
        DeployResource? reservations = deploy.Resources.Reservations;
        Differ(service.Cpus != 0 && limits is not null && limits.Cpus != service.Cpus, "cpus", limits, "limits", "cpus");
        Differ(service.MemLimit != 0 && limits is not null && limits.Memory != service.MemLimit, "mem_limit", limits, "limits", "memory");
        Differ(service.MemReservation != 0 && reservations is not null && reservations.Memory != service.MemReservation, "mem_reservation", reservations, "reservations", "memory");
        Differ(service.PidsLimit != 0 && limits is not null && limits.Pids != service.PidsLimit, "pids_limit", limits, "limits", "pids");

        void Differ(bool differs, string attribute, DeployResource? other, string section, string key)
        {
            if (differs && !other!.IsDamaged)
            {
                diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "contradiction", service.SpanOf(attribute), $"\"{attribute}\" and \"deploy.resources.{section}.{key}\" differ")
                {
                    Hint = $"give both the same value, or remove \"{attribute}\"",
                    Related = [new DiagnosticPlace(service.SpanOf("deploy", "resources", section, key), "the other")],
                });
            }
        }
    }

    private static void CheckReplicas(ServiceConfig service, DiagnosticSink diagnostics)
    {
        int? replicas = service.Deploy?.Replicas;
        if (service.Scale is { } scale && replicas is { } other && scale != other)
        {
            diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "contradiction", service.SpanOf("scale"), "\"scale\" and \"deploy.replicas\" differ")
            {
                Hint = "remove one of them",
                Related = [new DiagnosticPlace(service.SpanOf("deploy", "replicas"), "the other")],
            });
        }

        if (service.Scale < 0 || replicas < 0)
        {
            diagnostics.Error("range", service.Scale < 0 ? service.SpanOf("scale") : service.SpanOf("deploy", "replicas"), "the number of containers can't be negative");
        }

        if (service.Replicas > 1 && service.ContainerName.Length > 0)
        {
            diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, "container-name", service.SpanOf("container_name"), $"{service.Replicas} containers can't have one name")
            {
                Hint = "remove \"container_name\"",
                Related = [new DiagnosticPlace(service.Scale is null ? service.SpanOf("deploy", "replicas") : service.SpanOf("scale"), "their number")],
            });
        }
    }
}

using MudBlazor;
using MudBlazor.Services;
using Portal.Web.Frames;
using Portal.Web.Layout;

namespace Portal.Web.Pages;

/// <summary>What the pages need besides the services of the rooms below.</summary>
public static class PagesRegistration
{
    /// <summary>Adds MudBlazor, the frame's state, and every <c>*Query</c> class of the pages.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            options.SnackbarConfiguration.VisibleStateDuration = 6000;
            options.SnackbarConfiguration.ShowTransitionDuration = 0;
            options.SnackbarConfiguration.HideTransitionDuration = 0;
            options.SnackbarConfiguration.PreventDuplicates = true;
        });
        services.AddSingleton<FilterScans>();
        services.AddScoped<Browser>();
        services.AddScoped<ShellState>();
        services.AddScoped<UploadDesk>();
        services.AddScoped<CurrentActor>();
        foreach (var query in Queries)
        {
            services.AddScoped(query);
        }
        return services;
    }

    internal static IReadOnlyList<Type> Queries { get; } =
    [
        .. typeof(PagesRegistration)
            .Assembly.GetTypes()
            .Where(type =>
                type is { IsClass: true, IsAbstract: false }
                && type.Name.EndsWith("Query", StringComparison.Ordinal)
                && type.Namespace is { } space
                && (
                    space.StartsWith("Portal.Web.Pages", StringComparison.Ordinal)
                    || space.StartsWith("Portal.Web.Layout", StringComparison.Ordinal)
                )
            )
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];
}

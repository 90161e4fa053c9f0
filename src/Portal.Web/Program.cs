using Portal.Cases;
using Portal.Web;

var builder = PortalHost.CreateBuilder(args);
var app = builder.Build();
PortalHost.Configure(app);
await app.Services.GetRequiredService<PortalDatabase>().MigrateAsync(CancellationToken.None);
await app.RunAsync();

"""What is read on the machine itself: names of probes, reasons and measured values."""

from wizard.domain.questions import Question
from wizard.i18n import Message

PROBES: dict[str, Message] = {
    "server.system": Message("System of the server"),
    "server.virtualization": Message("Hosting of the server"),
    "server.processor": Message("Processor of the server"),
    "server.memory": Message("Memory of the server"),
    "server.disk": Message("Drive planned for TWS"),
    "server.neighbours": Message("Other programs on the server"),
    "server.ports": Message("Ports of TWS on the server"),
    "server.address": Message("Address and name of the server"),
    "station.system": Message("System of the PC"),
    "station.memory": Message("Memory of the PC"),
    "station.processor": Message("Processor of the PC"),
    "station.dotnet": Message(".NET on the PC"),
    "station.browsers": Message("Browsers on the PC"),
    "station.folders": Message("Client folders on the PC"),
    "station.exclusions": Message("Antivirus exclusions on the PC"),
    "station.program_rules": Message("Rules for programs on the PC"),
    "station.headset": Message("Headset of the PC"),
    "station.session": Message("Session on the PC"),
}
REASONS: dict[str, Message] = {
    "absent": Message("the system does not tell"),
    "not_recognised": Message("the name read is not one the program knows"),
    "hardware_name_only": Message(
        "a virtual machine can bear its host's name, and what lies below the system cannot be read: ask whoever runs it"
    ),
    "hypervisor_unnamed": Message("a hypervisor runs it that does not give its name: ask whoever runs the host"),
    "not_ranked": Message("this processor cannot be ranked among the Core i and Ryzen ones"),
    "processor_label": Message(
        "the hypervisor shows a label for the processor: ask whoever runs the host which one it is"
    ),
    "azure_edition": Message(
        "Datacenter: Azure Edition, which the document does not name: counts as Datacenter, to be confirmed with Akio"
    ),
    "memory_hidden": Message(
        "the firmware does not list the memory installed, and graphics may use some of it: look at the PC or the host"
    ),
    "memory_visible_only": Message(
        "only the memory that the system can use is read here, and it is no usual size: look at the machine or the host"
    ),
    "memory_in_part": Message("the system can use a part only of the memory installed: look why"),
    "dotnet_x86_only": Message(".NET 8 is there for 32-bit programs only: ask which one TWS Manager needs"),
    "virtual_disk": Message("a virtual machine does not see on which disk its own one lies: ask whoever runs the host"),
    "disk_kind_hidden": Message("the disk's controller does not tell which disk it is"),
    "disk_behind_adapter": Message("a SAS, SCSI or RAID adapter stands before the disks: look which ones it holds"),
    "disk_elsewhere": Message("the drive lies on a storage array: ask whoever runs it which disks it has"),
    "disk_put_together": Message(
        "Windows put the drive together itself (virtual disk, storage pool): look what it lies on"
    ),
    "disk_external": Message("the drive is plugged in by USB: it is no drive of the server's own"),
    "drive_not_named": Message("the drive planned for TWS was not given"),
    "on_the_network": Message("it lies on the network, which a local check does not touch"),
    "loopback_only": Message("a program listens there for this machine only; it may or may not be in the way"),
    "own_listener": Message("this program’s own listener holds it: end that, then measure again"),
    "holder_hidden": Message("held by a program that this user may not see; it may be this program’s own listener"),
    "reserved_by_windows": Message(
        "reserved by Windows: nobody listens there, and no program may (bind gives error 10013)"
    ),
    "reservations_hidden": Message("which ports Windows reserves could not be read"),
    "kernel_shares": Message("Windows' own web service (http.sys) holds the port; it can share it with TWS"),
    "kernel_web_server": Message("Windows' own web service (http.sys) holds port 80 for a program other than IIS"),
    "address_not_planned": Message("the plan does not give the server's address yet"),
    "name_of_another": Message("the planned name is not this machine's own; it may still lead here"),
    "elevated": Message("measured with administrator rights, which says nothing about users: start it as a user"),
    "one_user": Message("it holds for the user who measured; the others are not measured"),
    "ask": Message("hidden from users, or another antivirus: ask whoever manages the antivirus"),
    "antivirus_not_told": Message("which antivirus is in charge is not told: ask whoever manages it"),
    "other_antivirus": Message("another antivirus is registered beside or instead of Defender: ask whoever manages it"),
    "program_rules": Message("rules say which programs may run here: ask whoever made them whether TWS.exe may"),
    "no_program_rules": Message("no rule in force was found; other software may still keep programs from running"),
    "browsers_listed": Message("these are installed; which of them will be used for TWS Manager is for people to say"),
    "exchange_unclear": Message(
        "something of Exchange is left there that is neither a server nor its management tools"
    ),
    "perhaps_no_headset": Message(
        "a device of Jabra or Plantronics is plugged in, perhaps no headset: a camera, a speakerphone, an adapter"
    ),
    "several_headsets": Message("headsets of both makers are plugged in: which one is used is for people to say"),
    "service_session": Message("started as a service, in no user's session: start it as the user"),
    "no_known_headset": Message("no Jabra or Plantronics headset is plugged in"),
    "remote_desktop": Message("this PC is controlled by remote desktop: start the check at its own screen"),
    "not_session_host": Message("remote desktop only serves to administer this server: it is no session host"),
    "citrix_present": Message("Citrix is installed here, and the session does not tell whether it is one of its own"),
    "contradictory": Message("the system's answers do not agree"),
}
MEASURES: dict[str, Question] = {
    "product_name": Question(Message("Name of the system"), plain=True),
    "build": Question(Message("Build"), plain=True),
    "installation_type": Question(Message("Kind of installation"), plain=True),
    "architecture": Question(Message("Architecture"), plain=True),
    "bits": Question(Message("Bits of the system"), plain=True),
    "evaluation_days": Question(Message("Evaluation edition: days that it runs")),
    "edition_id": Question(Message("Edition of the system"), plain=True),
    "language_id": Question(Message("Language identifier"), plain=True),
    "maker": Question(Message("Maker"), plain=True),
    "model": Question(Message("Model"), plain=True),
    "processor_name": Question(Message("Name of the processor"), plain=True),
    "processor_generation": Question(Message("Generation of the Core i")),
    "processor_series": Question(Message("Series of the Core")),
    "cores_physical": Question(Message("Physical cores")),
    "cores_logical": Question(Message("Logical processors")),
    "clock_read_mhz": Question(Message("Clock read"), unit="MHz"),
    "ram_read_gb": Question(Message("RAM read"), unit="GB"),
    "ram_installed_gb": Question(Message("RAM installed"), unit="GB"),
    "drive": Question(Message("Drive"), plain=True),
    "system_drive": Question(Message("System drive"), plain=True),
    "disk_size_gb": Question(Message("Size read"), unit="GB"),
    "disk_free_gb": Question(Message("Free space"), unit="GB"),
    "disk_bus": Question(Message("Disk connected by"), plain=True),
    "disk_model": Question(Message("Name of the disk"), plain=True),
    "product_type": Question(Message("Product type"), plain=True),
    "program": Question(Message("Program"), plain=True),
    "listens_on": Question(Message("Listens on"), plain=True),
    "ports_free": Question(Message("Free ports")),
    "ports": Question(Message("Ports"), plain=True),
    "addresses": Question(Message("Addresses of this machine"), plain=True),
    "host_name": Question(Message("Name of this machine"), plain=True),
    "dotnet_release": Question(Message("Release value of .NET Framework"), plain=True),
    "dotnet_versions": Question(Message(".NET desktop runtimes"), plain=True),
    "dotnet_versions_x86": Question(Message(".NET desktop runtimes for 32-bit programs"), plain=True),
    "browsers": Question(Message("Installed browsers"), plain=True),
    "folder": Question(Message("Folder"), plain=True),
    "may_create": Question(Message("This user may create files there")),
    "excluded": Question(Message("Excluded"), plain=True),
    "antivirus": Question(Message("Registered antivirus"), plain=True),
    "applocker_rules": Question(Message("AppLocker rules for programs")),
    "applocker_enforced": Question(Message("AppLocker rules are in force")),
    "code_integrity": Question(Message("Code integrity checks programs")),
    "exchange_parts": Question(Message("Parts of Exchange"), plain=True),
    "usb_devices": Question(Message("USB devices"), plain=True),
    "session_name": Question(Message("Name of the session"), plain=True),
    "remote_session": Question(Message("Remote session")),
}
